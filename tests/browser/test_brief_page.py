"""The HTML brief in a real browser: it draws, asks for nothing, follows light and dark, and fits a telephone."""

from __future__ import annotations

import pytest

from brumaire.briefs import html

from ..briefs.sample import sample_brief  # noqa: TID252 - the tests are not an installed package
from ..conftest import missing  # noqa: TID252 - as above
from .chromium import Page, find

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def page():
    program = find()
    if program is None:
        missing("chromium", "no Chromium on this machine")
    with Page(program) as tab:
        yield tab


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(html(sample_brief()), encoding="utf-8")
    return path


def test_it_loads_without_complaint_and_asks_for_nothing(page, file):
    page.show(file)
    assert page.complaints() == []
    assert page.requests() == [file.as_uri()]


def test_the_chart_is_drawn(page, file):
    page.show(file)
    assert page.run("document.querySelectorAll('.canvas svg').length") == 1
    fills = page.run(
        "[...new Set([...document.querySelectorAll('.canvas .mark-area path')].map(p => p.getAttribute('fill')))]"
    )
    assert len(fills) == 6
    assert all(fill.startswith("var(--m-") for fill in fills)
    assert page.run("document.querySelector('.canvas').textContent").count("natural death 3.4") == 1


def test_evaluation_of_text_is_forbidden(page, file):
    page.show(file)
    assert (
        page.run("(() => { try { new Function('return 1')(); return 'ran' } catch (e) { return e.name } })()")
        == "EvalError"
    )


def test_a_pointer_finds_the_numbers(page, file):
    page.show(file)
    page.run("document.querySelector('.canvas').scrollIntoView({behavior: 'instant'})")
    box = page.run(
        "(() => { const r = document.querySelector('.canvas').getBoundingClientRect(); return [r.x, r.y] })()"
    )
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0] + 400, y=box[1] + 150)
    page.run("new Promise(r => setTimeout(r, 200))")
    assert page.run("document.querySelector('.tip').hidden") is False
    assert page.run("document.querySelector('.tip').textContent").startswith("gone by 1 ")


def colours(page):
    return page.run(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color,"
        " getComputedStyle(document.querySelector('.canvas .mark-area path')).fill,"
        " getComputedStyle(document.querySelector('.canvas .mark-text text')).fill]"
    )


def test_dark_is_dark_in_page_and_chart(page, file):
    page.show(file, scheme="light")
    light = colours(page)
    page.show(file, scheme="dark")
    dark = colours(page)
    assert all(a != b for a, b in zip(light, dark, strict=True))
    assert light[0] == "rgb(252, 251, 248)"
    assert dark[0] == "rgb(21, 23, 26)"
    page.run("document.documentElement.dataset.theme = 'light'")
    assert colours(page) == light


def test_print_is_light_and_folds_are_opened(page, file):
    page.show(file, scheme="dark", media="print")
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run("document.querySelectorAll('details:not([open])').length") == 0


@pytest.mark.parametrize(("width", "scale"), [(390, 2.0), (320, 1.0), (640, 2.0), (1280, 1.0)])
@pytest.mark.parametrize("folds", ["as they are", "all open"])
def test_it_never_scrolls_sideways(page, file, width, scale, folds):
    page.show(file, width=width, height=800, scale=scale)
    if folds == "all open":
        page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.run(OVERFLOW) <= 0


def test_it_contrasts_enough_to_read(page, file):
    """4.5 to 1 or more between text and ground, in light and dark (WCAG 2, AA)."""
    script = """
    (() => {
      const parse = c => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const light = c => { const [r, g, b] = parse(c).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                           return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      const poor = [];
      for (const e of document.querySelectorAll('body *')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
        if (e.closest('script, style, noscript')) continue;
        const ink = light(e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color);
        const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        if (ratio < 4.5) poor.push([e.tagName, e.textContent.slice(0, 30), ratio]);
      }
      return poor;
    })()"""
    for scheme in ("light", "dark"):
        page.show(file, scheme=scheme)
        assert page.run(script) == []


def test_on_a_telephone_tables_become_cards_of_full_width(page, file):
    page.show(file, width=390, height=800)
    page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    shares = page.run(
        "[...document.querySelectorAll('table.stack tbody td')].filter(c => c.offsetWidth)"
        ".map(c => c.offsetWidth / c.closest('table').offsetWidth)"
    )
    assert len(shares) > 60
    assert min(shares) > 0.99


def test_on_paper_tables_stay_tables(page, file):
    page.show(file, width=673, height=980, media="print")
    assert page.run("getComputedStyle(document.querySelector('table.stack td')).display") == "table-cell"
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run(OVERFLOW) <= 0
