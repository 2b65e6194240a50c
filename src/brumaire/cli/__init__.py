"""The command line: parses words, calls the pipeline, shows what it returns.

Each command lives in a module of its own, imported when it is called; rooms are imported inside the command, so
that `brumaire --help` answers at once.
"""

from __future__ import annotations

import sys

import click

import brumaire
from brumaire.cli import interrupts
from brumaire.cli.groups import Lazy
from brumaire.errors import BrumaireError

# name -> what it does; the command is the attribute `command` of the module of the same name in this package.
COMMANDS = {
    "demo": "The brief on the example case, from inside the package.",
    "brief": "One page on one case: what articles claim, beside the model and history.",
    "read": "Who said what in articles, how likely, on which condition and by when.",
    "forecast": "Ask a case's model questions, with levers set or indicators seen.",
    "ask": "Ask about any leader, without a case file.",
    "sensitivity": "Which uncertain parameters move an answer, and which signs would.",
    "replay": "Futures in which a question comes out yes, told as stories with the reason of each event.",
    "model": "Check, explain, compare or compile model files.",
    "case": "Make, check, list or replay case files.",
    "history": "Import the tables behind the outside view, and say what is in them.",
    "ledger": "Keep the score: who forecast what, and how it came out.",
    "question": "Explain a question: what it means, when and how it is resolved.",
}


class Commands(Lazy):
    """The commands of `brumaire`."""

    told = COMMANDS
    package = "brumaire.cli"


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(brumaire.__version__, prog_name="brumaire")
def cli() -> None:
    """Turn reporting about a leader in crisis into forecasts that can be checked.

    Exit status: 0 all done; 1 part of the input failed and the rest was done; 2 a mistake in the command;
    3 article, 4 question, 5 case, 6 model, 7 simulation, 8 history, 9 output, 11 score, 12 ledger.
    """


def main() -> None:
    """Run the command line; every error that a user can mend ends in one line on stderr."""
    try:
        with interrupts.kept():
            cli.main(standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.Abort:
        click.echo("brumaire: interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrumaireError as error:
        complain(error)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"brumaire: {error.filename or 'file'}: {error.strerror or error}", err=True)
        sys.exit(9)


def complain(error: BrumaireError) -> None:
    """Print one error on one line of stderr."""
    click.echo("brumaire: " + " ".join(str(error).split()), err=True)
