"use strict";
// Draws the charts from the specifications that the page carries. Nothing is fetched and nothing is evaluated:
// expressions are walked by vega's interpreter, so that the page's policy can forbid eval.
(() => {
  for (const chart of document.querySelectorAll("[data-spec]")) {
    const spec = JSON.parse(document.getElementById(chart.dataset.spec).textContent);
    const canvas = chart.querySelector(".canvas");
    const tip = chart.querySelector(".tip");
    const view = new vega.View(vega.parse(spec, null, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      container: canvas,
      hover: false,
    });
    view.tooltip((_, event, item, text) => {
      tip.hidden = !text;
      if (!text) return;
      tip.textContent = text;
      const frame = chart.getBoundingClientRect();
      const x = event.clientX - frame.left + 14;
      const room = frame.width - tip.offsetWidth;
      tip.style.left = `${x > room ? Math.max(0, x - tip.offsetWidth - 28) : x}px`;
      tip.style.top = `${Math.max(0, event.clientY - frame.top - 10)}px`;
    });
    let drawn = 0;
    const draw = (width) => {
      width = Math.max(220, Math.floor(width));
      if (width === drawn) return;
      drawn = width;
      view.width(width).runAsync().then(() => { chart.dataset.drawn = "yes"; });
    };
    draw(chart.clientWidth);
    new ResizeObserver((entries) => draw(entries[0].contentRect.width)).observe(chart);
  }
  // What is folded away on the screen is printed.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
})();
