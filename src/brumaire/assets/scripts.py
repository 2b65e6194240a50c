"""The vendored scripts of the HTML brief: vega and its expression interpreter, unchanged as their authors publish them.

They lie in `assets/vega` with their licences and a list of SHA-256 checksums, and are copied whole into each page.
Nothing is fetched when a page is built or opened.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_IMPORT = "import { ascending, isString, DisallowedObjectProperties } from 'vega-util';"
_EXPORT = "export { expression as expressionInterpreter };"
_MAP = "//# sourceMappingURL=vega-interpreter.js.map"


@cache
def vega() -> str:
    """The text of `vega.min.js`, a classic script that defines the global `vega`."""
    return _read("vega.min.js")


@cache
def interpreter() -> str:
    """The text of `vega-interpreter.js` as a classic script that defines the global `expressionInterpreter`.

    It is published as a module only, and a module cannot be written into a page without a loader: its one import is
    taken from the global `vega`, which has the same functions, and its one export becomes a global.
    """
    text = _read("vega-interpreter.js")
    for line in (_IMPORT, _EXPORT, _MAP):
        assert text.count(line) == 1, f"vega-interpreter.js has no line {line!r} any more"
    body = text.replace(_IMPORT, _IMPORT.replace("import", "const").replace("from 'vega-util'", "= vega"))
    body = body.replace(_EXPORT, "return expression;").replace(_MAP, "")
    return f'const expressionInterpreter = (() => {{\n"use strict";\n{body}\n}})();\n'


def _read(name: str) -> str:
    return (files("brumaire.assets") / "vega" / name).read_text(encoding="utf-8")
