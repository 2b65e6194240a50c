"""Every command that the manual shows is one that the command line understands."""

import shlex
from pathlib import Path

import click
import pytest

from brumaire.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def shown() -> list[tuple[str, str]]:
    lines = []
    for page in PAGES:
        for line in page.read_text(encoding="utf-8").splitlines():
            text = line.strip().removeprefix("$ ")
            if text.startswith("brumaire ") and line.startswith(("    ", "$ ")):
                lines.append((page.relative_to(ROOT).as_posix(), text))
    return lines


@pytest.mark.parametrize(("page", "line"), shown())
def test_the_command_line_understands_it(page, line):
    words = shlex.split(line.split(" > ")[0], comments=True)[1:]
    words = ["2031-05-10" if w == "YYYY-MM-DD" else w for w in words if w != "..."]
    command: click.Command = cli
    context = click.Context(cli, info_name="brumaire", **cli.context_settings)
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"{page}: no command {name!r}"
        command = found
    if words != ["--help"]:
        command.make_context(command.name, words, parent=context)


def test_the_manual_shows_commands():
    assert len(shown()) >= 15
