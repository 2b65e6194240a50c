"""Writes the manual page of the command line from the commands themselves.

python tests/docs/command_line.py > docs/reference/command-line.md
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from brumaire.cli import cli

HEAD = """# The command line

Every command answers `--help`; this page is made of those answers by `python tests/docs/command_line.py`, and a test holds it to them.

Results go to standard output, everything about the run (notes, refused articles, errors) to standard error. An error is one line that says
what is wrong, where, which rule it breaks and how to mend it. Exit status:

| status | means |
|---|---|
| 0 | all done |
| 1 | part of the input failed, the rest was done |
| 2 | a mistake in the command itself |
| 3 | no article could be read |
| 4 | a question cannot be parsed, or not asked of this case and model |
| 5 | the case file is wrong |
| 6 | the model file is wrong; its numbered errors are in [model errors](model-errors.md) |
| 7 | the simulation met something impossible |
| 8 | the outside view cannot be formed |
| 9 | a result cannot be written |
| 11 | a forecast cannot be scored or pooled |
| 12 | the ledger cannot be opened, read or written, or refuses an entry |
| 130 | interrupted |

Environment: `BRUMAIRE_LEDGER` is the ledger and `BRUMAIRE_AUTHOR` who enters. `BRUMAIRE_CACHE` is the folder in which solved anchors and compiled kernels are kept (by default the user's cache folder). Nothing is sent over the network, except what `brumaire read --fetch` is asked to fetch.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for context in commands(front()):
        parts.append(f"## `{context.command_path}`\n\n```text\n{context.get_help().rstrip()}\n```\n")
    return "\n".join(parts)


def front() -> click.Context:
    """The context of `brumaire` itself."""
    return click.Context(cli, info_name="brumaire", terminal_width=110, **cli.context_settings)


def commands(context: click.Context) -> Iterator[click.Context]:
    """The context of a command and of all below it."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            yield from commands(
                click.Context(command, info_name=name, parent=context, max_content_width=110, terminal_width=110)
            )


if __name__ == "__main__":
    print(page(), end="")
