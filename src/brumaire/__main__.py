"""`python -m brumaire` is the command `brumaire`."""

from brumaire.cli import main

if __name__ == "__main__":
    main()
