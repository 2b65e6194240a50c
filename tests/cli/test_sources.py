"""`brumaire read` with many kinds of sources: what was refused comes at the end, on stderr, with the status of before."""

import json
import subprocess
import sys

import pytest

TEXT = "The army will move against President Orlan before the spring, Colonel Ada Reyl of the river brigade said on Monday.\n"


def run(*words, stdin=""):
    return subprocess.run(
        [sys.executable, "-m", "brumaire", "read", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_directory_with_a_bad_file(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "list.urls").write_text("https://courant.example/a\n")
    done = run(tmp_path, "--json")
    assert done.returncode == 1
    assert [a["path"] for a in json.loads(done.stdout)["articles"]] == [str(tmp_path / "a.txt")]
    assert done.stderr.splitlines() == [
        f"brumaire: {tmp_path}/b.txt: the file is empty; to mend: give an article",
        f"brumaire: {tmp_path}/list.urls: a list of 1 web addresses, which are not fetched unless asked; to mend: add --fetch",
        "brumaire: 2 were refused",
    ]


def test_standard_input_and_a_date_for_it():
    done = run("-", "--published", "-=2031-05-02", "--json", stdin=TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["articles"][0]["published"] == "2031-05-02"


@pytest.mark.parametrize("words", [["https://courant.example/a"], ["--fetch", "http://127.0.0.1:9/a"], ["absent"]])
def test_where_nothing_can_be_read_the_status_is_the_articles(words):
    done = run(*words)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("brumaire: ")
    assert "Traceback" not in done.stderr
