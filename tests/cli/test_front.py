"""The front door: help answers at once and imports nothing heavy; nothing touches the network."""

import json
import subprocess
import sys

HEAVY = ("numpy", "scipy", "rich", "jinja2", "trafilatura", "lxml", "ruamel", "asyncio")


def test_help_imports_nothing_heavy():
    code = f"import sys; from brumaire.cli import cli; cli(['--help'], standalone_mode=False); print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
    assert "brief" in done.stdout


def test_questions_are_explained(brumaire):
    ran = brumaire("question", "explain", "coup by 2031-12-31")
    assert ran.status == 0
    assert "leader_exit(coup) by 2031-12-31" in ran.out


def test_models_of_the_library_are_sound_and_explained(brumaire):
    for name in ("leader_at_war", "leader_in_peace"):
        assert brumaire("model", "check", name).status == 0
    out = brumaire("model", "explain", "leader_at_war").out
    for mechanism in range(1, 25):
        assert f"M{mechanism}" in out


def test_a_new_case_is_valid_and_can_be_asked(brumaire, tmp_path, example):
    ran = brumaire(
        *("case", "new", "--name", "x-2031", "--country", "X", "--leader", "A. Person", "--birth", "1960-02-14"),
        *("--entered", "2013-06-01", "--regime", "personal", "--war", "interstate", "--war-began", "2030-09-14"),
        *("--article", example / "lantern.txt", "--start", "2031-03-01"),
    )
    assert ran.status == 0, ran.err
    (tmp_path / "case.yaml").write_text(ran.out, encoding="utf-8")
    assert brumaire("case", "check", tmp_path / "case.yaml").status == 0


def test_claims_without_a_case_say_how_to_make_one(brumaire, example):
    ran = brumaire("brief", example / "lantern.txt", "--published", "lantern.txt=2031-05-04")
    assert ran.status == 0
    assert "brumaire case new" in ran.out
    assert "Brook" in ran.out


def test_claims_as_csv(brumaire, example):
    ran = brumaire("read", example / "lantern.txt", "--csv")
    assert ran.status == 0
    assert len(ran.out.splitlines()) > 5


def test_read_as_json_has_the_promised_fields(brumaire, example):
    data = json.loads(brumaire("read", example / "courant.txt", "--json").out)
    assert data["schema"] == "brumaire.read/1"
    assert set(data) >= {"schema", "articles", "attributions", "claims"}
    assert set(data["articles"][0]) >= {"id", "path", "title", "outlet", "published", "language", "blocks"}
    fields = "id article attribution kind speaker holder content events question polarity condition likelihood window quantities"
    assert all(set(claim) >= set(fields.split()) for claim in data["claims"])
    text = (example / "courant.txt").read_text(encoding="utf-8")
    for claim in data["claims"]:
        content = claim["content"]
        assert text[content["start"] : content["end"]] == content["quote"]


def test_nothing_touches_the_network(brumaire, example, monkeypatch):
    import socket

    def refuse(*args, **kwargs):
        raise AssertionError(f"a connection was tried: {args} {kwargs}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    words = (
        "brief",
        example / "courant.txt",
        "--case",
        example / "case.yaml",
        "--runs",
        1000,
        "--threads",
        1,
        "--json",
    )
    ran = brumaire(*words)
    assert ran.status == 0, ran.err
    assert json.loads(ran.out)["schema"] == "brumaire.brief/1"
