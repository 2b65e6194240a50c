"""A group of commands that imports one only when it is used, and lists them without importing any."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class Lazy(click.Group):
    """Commands by name; each is the attribute `command` of a module of its own.

    Attributes
    ----------
    told
        What each command does, by its name, in the order of the help.
    package
        Where the modules lie. They are called as the commands are, but for words of Python's, which get a stroke behind them.
    """

    told: Mapping[str, str] = {}
    package = ""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the interface is click's
        return list(self.told)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - the interface is click's
        if name not in self.told:
            return None
        command = import_module(f"{self.package}.{name}{'_' if name == 'import' else ''}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(list(self.told.items()))
