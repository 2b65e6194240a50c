"""Drafts with nothing in them but what a test needs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from brumaire.ledger import Draft, identifier, question_id

AT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def question(name: str = "coup_attempt by 2025-01-31", case: str = "russia-2023") -> Draft:
    opens, closes = date(2023, 1, 25), date(2025, 1, 31)
    body = {"case": case, "text": name, "opens": opens.isoformat(), "closes": closes.isoformat()}
    return Draft("question", {"id": question_id(case, name, opens), **body})


def forecast(of: Draft, p: float = 0.1, *, by: str = "Ann", made: str = "2023-02-01", sort: str = "expert") -> Draft:
    return formed(of, {"kind": "point", "p": p}, by=by, made=made, sort=sort)


def formed(of: Draft, form: dict, *, by: str = "Ann", made: str = "2023-02-01", sort: str = "expert") -> Draft:
    body = {"question": of.body["id"], "by": by, "sort": sort, "made": made, "form": form, "basis": {}}
    return Draft("forecast", {"id": identifier([of.body["id"], by, made, form]), **body})


def withdrawal(of: Draft, made: str = "2023-03-01") -> Draft:
    return Draft("withdrawal", {"forecast": of.body["id"], "made": made, "reason": "a slip of the pen"})


def resolution(of: Draft, outcome: str = "no", *, known: str = "2025-02-01", **more: object) -> Draft:
    body = {"question": of.body["id"], "outcome": outcome, "known": known, "evidence": "a table", "rule": "a rule"}
    return Draft("resolution", body | {"reason": "as the table says"} | more)


def evidence(of: Draft, text: str = "a dispatch") -> Draft:
    return Draft("evidence", {"question": of.body["id"], "day": "2023-06-24", "text": text, "source": "an agency"})


def comment(about: str, text: str = "a word") -> Draft:
    return Draft("comment", {"about": about, "text": text})


def unchecked(words: str = "a bleak future") -> Draft:
    body = {"by": "Ann", "made": "2023-01-25", "words": words, "reason": "no event", "basis": {}}
    return Draft("unchecked", {"id": identifier(["Ann", words]), **body})


VERBAL = {
    "kind": "verbal", "words": "likely", "low": 0.6, "mid": 0.75, "high": 0.85, "yardstick": "a survey", "strength": "probability",
}  # fmt: skip
DISTRIBUTION = {
    "kind": "distribution", "days": ["2023-06-30", "2024-01-31"], "manners": ["coup", "natural_death"], "cumulative": [[0.1, 0.2], [0.05, 0.1]],
}  # fmt: skip


def some_of_everything() -> list[Draft]:
    """Every kind and every form, with letters beyond ASCII."""
    first, second = question(), question("leader_exit by 2025-01-31")
    point = forecast(first, 0.1, by="Zoë “Z” O’Neil")
    return [
        first,
        point,
        second,
        forecast(first, 1 / 3, by="Zoë “Z” O’Neil", made="2023-05-01"),
        formed(first, {"kind": "interval", "low": 0.1, "high": 0.3}, by="Ben"),
        formed(first, VERBAL, by="Cem"),
        formed(second, DISTRIBUTION, by="model", sort="model"),
        forecast(second, 1e-9, by="crowd", sort="crowd"),
        unchecked(),
        evidence(first, "Колонна идёт на Москву"),
        comment(first.body["id"]),
        withdrawal(point),
        resolution(first, "yes", known="2023-06-25", happened="2023-06-23"),
        resolution(first, "no", reason="a mutiny is not a coup attempt"),
    ]
