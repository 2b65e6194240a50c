"""The manual page of the command line is what the commands say of themselves."""

import importlib.util
from pathlib import Path

import click
import pytest

HERE = Path(__file__).parent
specification = importlib.util.spec_from_file_location("command_line", HERE / "command_line.py")
command_line = importlib.util.module_from_spec(specification)
specification.loader.exec_module(command_line)
CONTEXTS = list(command_line.commands(command_line.front()))


def test_the_page_is_up_to_date():
    written = (HERE.parents[1] / "docs/reference/command-line.md").read_text(encoding="utf-8")
    assert written == command_line.page(), (
        "write it again: python tests/docs/command_line.py > docs/reference/command-line.md"
    )


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda c: c.command_path)
def test_every_command_and_option_says_what_it_is(context):
    assert context.command.help
    for parameter in context.command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{context.command_path} {parameter.opts[0]} has no help"


def test_the_list_on_the_front_page_names_every_command():
    listed = set(command_line.cli.list_commands(command_line.front()))
    modules = {p.stem for p in (HERE.parents[1] / "src/brumaire/cli").glob("*.py")} - {
        "__init__",
        "groups",
        "interrupts",
        "options",
        "progress",
    }
    assert listed == modules
