"""`python -m brumaire` is the command `brumaire`."""

import sys


def main() -> None:
    """Run the command line; an interrupt while it is still being imported ends in one line like any other."""
    try:
        from brumaire.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("brumaire: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
