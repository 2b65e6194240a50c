"""Questions, forecasts and resolutions as records, for what works on records alone."""

from __future__ import annotations

from datetime import date

from brumaire.ledger.records import RecordedForecast, RecordedQuestion, RecordedResolution

OPENS, CLOSES = date(2023, 1, 1), date(2023, 4, 11)  # 100 days


def asked(name, *, closes=CLOSES, opens=OPENS, given=None, text=None, number=1):
    return RecordedQuestion(number, name, "case", text or f"coup_attempt by {closes}", given, opens, closes)


def said(question, by, p=None, *, low=None, high=None, mid=None, sort="expert", made=OPENS, withdrawn=None, number=1):
    form = "point" if low is None else ("verbal" if mid is not None or p is None else "interval")
    return RecordedForecast(
        number,
        f"{question}{by}{made}",
        question,
        by,
        sort,
        made,
        form,
        p,
        low,
        mid,
        high,
        withdrawn,
        None,
        {"form": {}},
    )


def came(question, outcome, *, known=CLOSES, happened=None, number=1):
    return RecordedResolution(number, question, outcome, known, happened, None, {})
