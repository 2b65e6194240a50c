"""A bar on a terminal for what takes long; nothing in a pipe, nothing for what is quick, nothing left at the end."""

import io
import pickle
import re

import pytest

from brumaire.cli.progress import PATIENCE, Bar
from brumaire.errors import FuturesError
from brumaire.futures import silent

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    """Remembers what is written to it; a terminal or a pipe."""

    def __init__(self, *, terminal=True):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


class Clock:
    """Stands in for the timer: two seconds pass when `ring` is called."""

    def __init__(self):
        self.started = self.cancelled = False

    def __call__(self, seconds, call):
        assert seconds == PATIENCE == 2.0
        self.call = call
        return self

    def start(self):
        self.started = True

    def cancel(self):
        self.cancelled = True

    def ring(self):
        if self.started and not self.cancelled:
            self.call()


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_after_two_seconds_it_tells_what_is_done_and_how_far():
    terminal, clock = Terminal(), Clock()
    with Bar(terminal, alarm=clock) as bar:
        bar("simulating", 0.25)
        assert not terminal.getvalue()
        clock.ring()
        shown = CONTROL.sub("", terminal.getvalue())
        assert "simulating" in shown
        assert "25%" in shown
        bar("simulating", 0.75)
        bar("weighing the claims")
        bar("pulling levers", 0.5)
    shown = CONTROL.sub("", terminal.getvalue())
    assert "pulling levers" in shown
    assert "50%" in shown
    # The last thing written clears the line and gives the cursor back.
    assert terminal.getvalue().endswith("\x1b[1A\x1b[2K")
    assert terminal.getvalue().count("\x1b[?25l") == terminal.getvalue().count("\x1b[?25h") == 1


def test_what_is_quick_leaves_no_trace():
    terminal, clock = Terminal(), Clock()
    with Bar(terminal, alarm=clock) as bar:
        bar("simulating", 0.5)
    clock.ring()
    bar("too late", 1.0)
    assert clock.cancelled
    assert terminal.getvalue() == ""


def test_an_alarm_that_rings_at_the_very_end_draws_nothing():
    terminal, clock = Terminal(), Clock()
    with Bar(terminal, alarm=clock):
        pass
    clock.call()
    assert terminal.getvalue() == ""


def test_a_pipe_gets_nothing():
    pipe, clock = Terminal(terminal=False), Clock()
    with Bar(pipe, alarm=clock) as bar:
        bar("simulating", 0.5)
        clock.ring()
    assert not clock.started
    assert pipe.getvalue() == ""


def test_an_error_takes_the_bar_away():
    terminal, clock = Terminal(), Clock()

    def fail():
        with Bar(terminal, alarm=clock) as bar:
            bar("simulating", 0.5)
            clock.ring()
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        fail()
    assert terminal.getvalue().endswith("\x1b[1A\x1b[2K")


def test_nobody_is_told_in_another_process():
    assert pickle.loads(pickle.dumps(Bar(Terminal()))) is silent


@pytest.fixture
def heard(monkeypatch):
    """What every command tells its bar."""
    told = []

    class Recorder(Bar):
        def __call__(self, doing, share=None, /):
            told.append((doing, share))
            super().__call__(doing, share)

    for name in ("forecast", "ask", "brief", "demo", "sensitivity", "replay"):
        monkeypatch.setattr(f"brumaire.cli.{name}.Bar", Recorder)
    return told


QUESTION = "leader_exit by 2031-12-31"


@pytest.mark.parametrize(
    "words",
    [
        ("forecast", "CASE", QUESTION, "--threads", 1),
        ("forecast", "CASE", QUESTION, "--threads", 2),
        ("sensitivity", "CASE", QUESTION, "--threads", 1, "--runs", 10_000),
        ("replay", "CASE", QUESTION),
        ("ask", "--birth", "1950-01-01", "--entered", "2000-01-01", "--regime", "personal", "--as-of", "2024-01-01"),
    ],
    ids=lambda words: words[0],
)
def test_every_command_that_simulates_tells_how_far_it_is(brumaire, example, heard, words):
    given = [example / "case.yaml" if word == "CASE" else word for word in words]
    ran = brumaire(*given, *([] if "--runs" in words else ["--runs", 1_000]))
    assert ran.status == 0, ran.err
    assert "\x1b" not in ran.err
    shares = [share for doing, share in heard if doing == "simulating"]
    assert shares == sorted(shares)
    assert len(shares) > 20
    assert 0 < shares[0] < 0.1
    assert 0.4 < shares[-1] <= 1.0
    assert ("agreeing with history", None) in heard


@pytest.mark.parametrize("words", [("demo",), ("brief", "courant.txt", "--case", "case.yaml")], ids=lambda w: w[0])
def test_a_brief_is_given_the_bar(brumaire, example, heard, monkeypatch, words):
    def make_brief(case, reading, *, as_of, settings, ledger=None):  # noqa: ARG001 - the real one's
        settings.progress("weighing the claims")
        raise FuturesError("far enough")

    monkeypatch.setattr("brumaire.pipeline.brief.make_brief", make_brief)
    ran = brumaire(*(example / word if "." in word else word for word in words))
    assert ran.err == "brumaire: far enough\n"
    assert heard[-1] == ("weighing the claims", None)
    if words[0] == "brief":
        assert heard[0] == ("reading", 1.0)
