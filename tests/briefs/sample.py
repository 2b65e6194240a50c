"""A brief on a fictional leader, as rich as a real one, to lay out and to test against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from brumaire.dates import Duration, after
from brumaire.records import (
    MANNERS,
    And,
    Answer,
    AtTheirWord,
    Between,
    Brief,
    By,
    Comparison,
    Constraint,
    ConstraintReport,
    Decides,
    Do,
    FactEffect,
    Finding,
    HistoryShift,
    IfWithin,
    IncidencePoint,
    IndicatorEffect,
    LeverEffect,
    OpenWindow,
    Or,
    ParameterEffect,
    ParameterShift,
    Question,
    Sensitivity,
    Term,
    Within,
)

from .sample_reading import AS_OF, EXIT, EXIT_TEXT, RESCH, TWO, by, event, reading


def _answer(question, text, p, *rest, **more):
    interval, outside, right = rest
    return Answer(question, text, p, 0.0009 + p * 0.006, interval, 17_420.0, outside, right, **more)


def answers():
    """Nine answers, among them a rare one, one from the record and one that no future supports."""
    lost = by("territory_lost", date(2031, 6, 30))
    return (
        _answer(EXIT, EXIT_TEXT, 0.064, (0.031, 0.118), 0.071, 0.312),
        _answer(Question(by("leader_exit", TWO)), "leader_exit by 2033-03-01", 0.131, (0.072, 0.214), 0.139, 0.374),
        _answer(
            Question(by("leader_exit", manner="coup|handover|uprising|rebels|assassination")),
            "leader_exit(coup | handover | uprising | rebels | assassination) by 2032-03-01",
            0.021,
            (0.008, 0.046),
            0.024,
            0.268,
        ),
        _answer(Question(by("coup_attempt")), "coup_attempt by 2032-03-01", 0.027, (0.009, 0.061), 0.022, 0.41),
        _answer(
            Question(by("coup_attempt"), given=lost),
            "coup_attempt by 2032-03-01 given territory_lost by 2031-06-30",
            0.058,
            (0.019, 0.127),
            None,
            0.71,
        ),
        _answer(Question(by("uprising")), "uprising by 2032-03-01", 0.0041, (0.001, 0.011), None, 0.0038),
        _answer(
            Question(Term(event("war_end"), By(date(2031, 12, 31)))),
            "war_end by 2031-12-31",
            0.29,
            (0.18, 0.43),
            0.36,
            0.06,
        ),
        _answer(
            Question(Term(event("nuclear_use"), Within(Duration(12, "month"), "of", by("coup_attempt")))),
            "nuclear_use within 12 months of coup_attempt by 2032-03-01",
            0.00004,
            (0.0, 0.0006),
            None,
            0.00011,
            note="few futures",
        ),
        Answer(
            Question(Term(event("offensive", by="adversary"), Between(date(2030, 9, 1), date(2030, 12, 31)))),
            "offensive(by=adversary) between 2030-09-01 and 2030-12-31",
            1.0,
            0.0,
            (1.0, 1.0),
            20_000.0,
            settled=True,
            note="from the record: 14 October 2030",
        ),
    )


def incidence():
    """Two years of cumulative incidence by month, with the total under the name `any`."""
    yearly = {
        "regular": 0.021,
        "coup": 0.013,
        "handover": 0.004,
        "uprising": 0.0022,
        "rebels": 0.0003,
        "assassination": 0.0012,
        "natural_death": 0.017,
        "ill_health": 0.005,
        "foreign": 0.0006,
    }
    history = {manner: rate * (1.25 if k % 2 else 0.85) for k, (manner, rate) in enumerate(yearly.items())}
    points = []
    for month in range(1, 25):
        day = after(AS_OF, Duration(month, "month"))
        years = month / 12
        front = 1 + 0.8 * (month > 3) * min((month - 3) / 6, 1)
        total = 0.0
        for manner in MANNERS:
            p = yearly[manner] * years * (front if manner in {"coup", "handover"} else 1)
            total += p
            points.append(IncidencePoint(day, manner, p, p * 0.45, p * 2.1, history[manner] * years))
        points.append(IncidencePoint(day, "any", total, total * 0.52, total * 1.75, sum(history.values()) * years))
    return tuple(points)


def _reports(claims):
    by_id = {claim.id.split("-")[1] + claim.article[:1]: claim for claim in claims}
    assert by_id
    rows = []
    values = {
        2: (True, 0.011, 0.011, 0.0, 1.0, ""),
        3: (True, 0.067, 0.58, 1.94, 0.31, ""),
        5: (True, 0.0041, 0.0099, 0.004, 1.0, ""),
        6: (True, 0.29, 0.1, 0.17, 1.0, ""),
        4: (
            False,
            0.0004,
            None,
            None,
            1.0,
            "the model has too few futures in which the claim comes true (9 effective, 50 needed)",
        ),
    }
    for claim in claims:
        if claim.question is None or claim.likelihood is None or claim.headline or claim.speaker is None:
            continue
        number = int(claim.id.rsplit("c", 1)[1])
        if claim.speaker is RESCH:
            if number == 3:
                continue  # it says no time
            imposed, model, tilted, bits, condition, reason = {
                1: (True, 0.027, 0.15, 0.21, 1.0, ""),
                2: (True, 0.38, 0.45, 0.015, 1.0, ""),
            }[number]
        else:
            imposed, model, tilted, bits, condition, reason = values[number]
        constraint = Constraint(
            claim.id, claim.speaker.name, claim.question, claim.likelihood.low, claim.likelihood.high
        )
        rows.append(ConstraintReport(constraint, imposed, model, tilted, bits, condition, reason))
    return tuple(rows)


def at_their_word(reports):
    """All together as they stand and for three readings, and two speakers of whom one agrees with the model."""
    texts = [a.text for a in answers() if not a.settled]
    shares = {None: 0.31, 6: 0.34, 12: 0.29, 24: 0.27}
    own = tuple(r for r in reports if r.constraint.speaker == RESCH.name)
    rows = [
        AtTheirWord("", m, 8, 1, 4.2 + (m or 0) / 100, 0.9, 900.0 if m != 24 else 41.0, tuple((t, p) for t in texts))
        for m, p in shares.items()
    ]
    rows[2] = replace(
        rows[2],
        reports=tuple(r for r in reports),
        parameters=(
            ParameterShift("plot_forms.hazard_ratio.senior_grievance", "ratio", 2.2, 3.1, 0.9, 0.06),
            ParameterShift("anchor.attempts", "", -0.1, 0.6, 0.7, 0.05),
        ),
        histories=(
            HistoryShift("plot(by=military_intelligence) by 2032-03-01", 0.03, 0.41, 0.01),
            HistoryShift("victory by 2032-03-01", 0.2, 0.06, 0.01),
        ),
    )
    oslin = AtTheirWord("Mara Oslin", None, 4, 1, 3.6, 0.1, 1200.0, ((EXIT_TEXT, 0.36),), reports=reports)
    resch = AtTheirWord("Ilan Resch", 12, 2, 0, 0.01, 0.0, 17_000.0, ((EXIT_TEXT, 0.065),), reports=own)
    return (rows[0], oslin, rows[1], rows[2], resch, rows[3])


def decides():
    """Three parameters, of which the first stands out, and two facts, one of them hidden."""
    half, start = date(2031, 8, 31), date(2030, 9, 2)
    return Decides(
        sensitivity=Sensitivity(
            question=EXIT,
            text=EXIT_TEXT,
            probability=0.064,
            spread=0.021,
            resolved=0.8,
            draws=480.0,
            parameters=(
                ParameterEffect("anchor.regular", 0.41, 0.05, 0.43, 0.06, 0.05, 0.09),
                ParameterEffect("plot_forms.hazard_ratio.senior_grievance", 0.06, 0.02, 0.08, 0.03, 0.06, 0.07),
                ParameterEffect("plot_forms.rate", -0.001, 0.01, 0.0, 0.01, 0.064, 0.064),
            ),
            pairs=(),
            unexplained=0.3,
        ),
        meanings=(("plot_forms.rate", "0.2 to 0.6 per year; judged"),),
        facts=(
            FactEffect(
                "defeat", date(2031, 3, 2), half, False, EXIT_TEXT, 0.064, 0.12, 0.055, 0.14, 0.0156, 0.001, 2400.0
            ),
            FactEffect(
                "plot(by=guard)", start, AS_OF, True, EXIT_TEXT, 0.064, 0.18, 0.061, 0.025, 0.0058, 0.0006, 430.0
            ),
        ),
    )


def sample_brief(**changes):
    """The brief; `changes` replace fields."""
    read = reading()
    claims = read.claims
    ident = {c.id: c for c in claims}
    herald, courier = (a.id for a in read.articles)
    brief = Brief(
        case="karvenia-2031",
        title="Karvenia, spring 2031",
        leader="Aran Velk",
        as_of=AS_OF,
        start=date(2030, 9, 1),
        horizon=TWO,
        seed=7,
        runs=20_000,
        model="leader_at_war 4f1c09ab77d2e650",
        effective=17_420.4,
        headline=EXIT_TEXT,
        answers=answers(),
        incidence=incidence(),
        median_exit=None,
        reading=read,
        constraints=_reports(claims),
        levers=(
            LeverEffect("mobilisation", "large", EXIT_TEXT, 0.064, 0.081, 0.017, 0.0031),
            LeverEffect("arms_to_adversary", "withhold", EXIT_TEXT, 0.064, 0.052, -0.012, 0.0024),
            LeverEffect("guard_pay", "arrears", EXIT_TEXT, 0.064, 0.098, 0.034, 0.004),
            LeverEffect("propaganda_frame", "victory", EXIT_TEXT, 0.064, 0.0638, -0.0002, 0.0012),
        ),
        indicators=(
            IndicatorEffect("elite_units_leave_the_front", EXIT_TEXT, 0.064, 0.34, 0.062, 0.008, 0.0044, 2210.0),
            IndicatorEffect(
                "state_television_breaks_its_schedule", EXIT_TEXT, 0.064, 0.41, 0.0625, 0.005, 0.0034, 1460.0
            ),
            IndicatorEffect("open_criticism_by_elites", EXIT_TEXT, 0.064, 0.091, 0.059, 0.16, 0.0085, 9100.0),
            IndicatorEffect("rallies_with_high_approval", EXIT_TEXT, 0.064, 0.0615, 0.067, 0.45, 0.0027, 8300.0),
            IndicatorEffect("state_broadcaster_seized", EXIT_TEXT, 0.064, 0.93, 0.0639, 0.0004, 0.0007, 62.0),
        ),
        reported=tuple(c for c in claims if c.kind == "report"),
        findings=(
            Finding(
                "disagreement",
                "Mara Oslin puts a move by the army at 60–85 % if the Teyn valley is lost; Ilan Resch puts a coup attempt at 2–15 %.",
                (f"{herald}-c3", f"{courier}-c1"),
            ),
            Finding(
                "base rate",
                "Ilan Resch’s 2–15 % holds the base rate of 2.2 %; Mara Oslin’s 60–85 % is far above it, by 4.7 bits.",
                (f"{herald}-c3",),
                "outside view",
            ),
            Finding(
                "headline",
                "The headline says ‘doomed’ without a condition; the body says “could” and “if he loses the Teyn valley”.",
                (f"{herald}-c1", f"{herald}-c2"),
            ),
            Finding(
                "analogy",
                "The article has Joran Petrak’s death announced in the nineties; on record he left office on 3 June 1988, by natural death.",
                (f"{herald}-c8",),
                "fictional table, row 12",
            ),
            Finding("vague", "“the future is uncertain” names no event that could be checked.", (f"{courier}-c5",)),
        ),
        comparisons=(
            Comparison(
                "Northmarket",
                date(2031, 2, 20),
                EXIT_TEXT,
                0.11,
                0.064,
                "price at the day's close",
                0.071,
                (0.04, 0.12),
            ),
            Comparison("Open Crowd", date(2031, 1, 15), "war_end by 2031-12-31", 0.41, 0.29, "median of 312 people"),
            Comparison("Open Crowd", date(2031, 1, 15), "settlement by 2033-12-31", 0.22, None, "median of 198 people"),
        ),
        limits=(
            "The model is anchored in history: it knows leaders like this one, and nothing of this one that the case file does not say.",
            "Hazard ratios of grievance and of the guard's pay are judgement; their 90 % intervals are wide and are in the model file.",
            "What insiders know and nobody reports is in neither the articles nor the model.",
        ),
        weight_of_commentary=0.0,
        open_windows=tuple(OpenWindow(f"{courier}-c3", m, p) for m, p in ((6, 0.07), (12, 0.13), (24, 0.22))),
        if_within=tuple(IfWithin(m, p, 8, 900.0) for m, p in ((6, 0.34), (12, 0.29), (24, 0.27))),
        at_their_word=at_their_word(_reports(claims)),
        decides=decides(),
        outside_view_notes=("Personalist leader, aged 66, 14 years in office, in the first year of a war.",),
    )
    assert all(c in ident for f in brief.findings for c in f.claims)
    return replace(brief, **changes)


def joint():
    """A clause of both kinds, for the words of questions."""
    return And((by("coup_attempt"), Term(Or((by("uprising"), by("purge"))), negated=True)))


def lever():
    """A question on a lever."""
    return Question(by("leader_exit"), given=Do("guard_pay", "arrears"))
