"""A speaker's record moves the headline by the share that he has earned, and nobody else's claims do."""

from datetime import UTC, date, datetime

import pytest

from brumaire import commentary
from brumaire.errors import LedgerError
from brumaire.futures import tilt
from brumaire.ledger import open_ledger
from brumaire.ledger.drafts import forecast_draft, point, question_draft, resolution_draft
from brumaire.pipeline.earned import with_earned
from brumaire.pipeline.forecast import Settings, forecast, prepare
from brumaire.pipeline.outlook import evaluator
from brumaire.records import Article, Claim, EstimativeProbability, Reading, Span, Speaker, TimeWindow

AT = datetime(2031, 5, 9, tzinfo=UTC)
TEXTS = ("mobilisation(amount >= 200000) by 2031-06-30", "coup_attempt by 2031-12-31 given not defeat by 2031-12-31")


@pytest.fixture(scope="module")
def result(quick, veldania):  # noqa: ARG001 - the anchors' folder
    return forecast(prepare(veldania, TEXTS, as_of=date(2031, 5, 9), settings=Settings(runs=1_000, seed=5, threads=1)))


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch):
    monkeypatch.setattr(tilt, "ENOUGH_CONDITION", 100)
    monkeypatch.setattr(tilt, "ENOUGH_EVENT", 5)


def said(name, low):
    likely = EstimativeProbability("likely", 0, 6, low, low, low, "a survey", "probability")
    window = TimeWindow("by June", 0, 7, None, date(2031, 6, 30))
    return Claim(
        f"c-{name}",
        "a" * 16,
        "forecast",
        Span(0, 9, "half will"),
        (),
        speaker=Speaker(name),
        question=commentary.constraints.within(_parse("mobilisation(amount >= 200000)"), None),
        likelihood=likely,
        window=window,
    )


def _parse(text):
    from brumaire.questions import parse

    return parse(text)


READING = Reading(
    (Article("a" * 16, "x.txt", "", (), published=date(2031, 5, 9)),), (), (said("Reyl", 0.5), said("Brook", 0.9))
)


def record(url, *, p=0.0, article=None, known=date(2031, 3, 1)):
    """Twenty questions on which Reyl said p and history one half, all of them no."""
    drafts = []
    for k in range(20):
        question = question_draft(f"uprising by 2031-02-{k + 1:02d}", opens=date(2030, 1, 1), case="elsewhere")
        name = question.body["id"]
        drafts += [
            question,
            forecast_draft(
                name, by="Reyl", sort="expert", made=date(2030, 2, 1), form=point(p), basis={"article": article}
            ),
            forecast_draft(name, by="history", sort="base_rate", made=date(2030, 2, 1), form=point(0.5)),
            resolution_draft(name, "no", known=known, evidence="none", rule="a rule"),
        ]
    with open_ledger(url) as opened:
        opened.append(drafts, at=AT, author="ann")


def earned(result, url):
    return with_earned(result, result.answers, READING, evaluator(result.prepared.case), str(url))


def test_a_good_record_moves_every_answer_by_its_share(result, tmp_path):
    record(tmp_path / "l.db")
    told = earned(result, tmp_path / "l.db")
    assert told.weight == pytest.approx(0.5 * 0.25)
    answer = told.answers[0]
    # Reyl's own claim is a half, and holds in an eighth of the mixture; Brook's nine tenths move nothing.
    assert answer.with_earned_weight == pytest.approx(0.875 * answer.probability + 0.125 * 0.5, abs=2e-3)
    assert answer.probability == result.answers[0].probability
    assert told.answers[1].with_earned_weight is not None
    assert told.told[0].startswith("Reyl: 20 resolved forecasts, Brier score 0.250 better")
    assert told.told[1] == "Brook: no resolved forecasts before this date, so no weight"


@pytest.mark.parametrize(
    "given",
    [{"p": 0.9}, {"article": "a" * 16}, {"known": date(2031, 5, 9)}],
    ids=["worse", "the same article", "too late"],
)
def test_no_weight_from_a_bad_record_the_shown_articles_or_what_was_not_known(result, tmp_path, given):
    record(tmp_path / "l.db", **given)
    told = earned(result, tmp_path / "l.db")
    assert told.weight == 0.0
    assert told.answers == result.answers
    assert "no weight" in told.told[0]


def test_a_ledger_that_is_not_there_is_an_error(result, tmp_path):
    with pytest.raises(LedgerError):
        earned(result, tmp_path / "none.db")
