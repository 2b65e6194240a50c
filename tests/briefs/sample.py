"""A brief on a fictional leader, as rich as a real one, to lay out and to test against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from brumaire.dates import Duration, after
from brumaire.records import (
    MANNERS,
    Amount,
    And,
    Answer,
    Argument,
    Article,
    Attribution,
    Between,
    Block,
    Brief,
    By,
    Claim,
    Comparison,
    Condition,
    Constraint,
    ConstraintReport,
    Do,
    EstimativeProbability,
    Event,
    Finding,
    IfWithin,
    IncidencePoint,
    IndicatorEffect,
    LeverEffect,
    OpenWindow,
    Or,
    Quantity,
    Question,
    Reading,
    Span,
    Speaker,
    Term,
    TimeWindow,
    Within,
)

AS_OF = date(2031, 3, 1)
YEAR = date(2032, 3, 1)
TWO = date(2033, 3, 1)

HERALD = """Karvenia's Velk 'doomed' as the front line cracks

President Aran Velk could be toppled by his own generals within a year, a former officer has warned.

Brigadier Mara Oslin, who commanded the southern border until 2027, told the Harbour Herald: “If he loses the Teyn valley this spring, a move against him by the army is likely. I would not rule out that they shoot him and call it a stroke.

“A popular rising? The chances of that are very low.”

READ MORE: Ten things to do in Port Sarne

She added that the war would almost certainly not end this year. Some 12,000 soldiers have been lost since autumn.

Old hands remember that the same was said of Joran Petrak, whose heart attack in the nineties was announced before anybody saw a body.
"""
COURIER = """Why Velk will outlast his critics

Dr Ilan Resch, of the Institute for Eastern Affairs, sees things differently. “A coup is very unlikely while the guard is paid,” he said.

"The prospects of talks before the autumn are about even," he told the Courier, "but I can't see a settlement."

Analysts expect half a million men to be called up, and the future is uncertain in ways that nobody can foresee.
"""


def _article(text, path, outlet, published):
    import hashlib

    blocks, start = [], 0
    for k, paragraph in enumerate(text.split("\n\n")):
        end = start + len(paragraph.rstrip("\n"))
        kind = "headline" if k == 0 else "teaser" if paragraph.startswith("READ MORE") else "body"
        blocks.append(Block(start, end, kind))
        start += len(paragraph) + 2
    return Article(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        path=path,
        text=text,
        blocks=tuple(blocks),
        title=text.split("\n", 1)[0],
        outlet=outlet,
        published=published,
        language="en",
    )


def span(article, words):
    start = article.text.index(words)
    return Span.of(article.text, start, start + len(words))


def chance(article, words, low, mid, high, *, yardstick="survey of readers", strength="probability"):
    place = span(article, words)
    return EstimativeProbability(words, place.start, place.end, low, mid, high, yardstick, strength)


def window(article, words, opens, closes):
    place = span(article, words)
    return TimeWindow(words, place.start, place.end, opens, closes)


def event(name, **args):
    return Event(name, tuple(Argument(key, tuple(value.split("|"))) for key, value in args.items()))


def by(name, day=YEAR, **args):
    return Term(event(name, **args), By(day))


EXIT = Question(by("leader_exit"))
EXIT_TEXT = "leader_exit by 2032-03-01"
OSLIN = Speaker("Mara Oslin", "Brigadier, retired", "Karvenian army", "person")
RESCH = Speaker("Ilan Resch", "Dr", "Institute for Eastern Affairs", "person")


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


def _claims(herald, courier):
    valley = Condition(
        span(herald, "If he loses the Teyn valley this spring"),
        Question(Term(event("territory_lost", place="teyn_valley"), By(date(2031, 5, 31)))),
    )
    a, b = herald.id, courier.id
    return (
        Claim(
            f"{a}-c1",
            a,
            "forecast",
            span(herald, "Karvenia's Velk 'doomed' as the front line cracks"),
            ("leader_exit",),
            question=Question(Term(event("leader_exit"))),
            likelihood=chance(herald, "doomed", 0.8, 0.93, 0.99, yardstick="judged"),
            headline=True,
        ),
        Claim(
            f"{a}-c2",
            a,
            "forecast",
            span(herald, "President Aran Velk could be toppled by his own generals within a year"),
            ("leader_exit",),
            speaker=OSLIN,
            attribution=f"{a}-a1",
            question=Question(by("leader_exit", date(2032, 2, 24), manner="coup")),
            likelihood=chance(herald, "could", 0.01, None, 0.7, strength="possibility"),
            window=window(herald, "within a year", date(2031, 2, 24), date(2032, 2, 24)),
        ),
        Claim(
            f"{a}-c3",
            a,
            "forecast",
            span(herald, "a move against him by the army is likely"),
            ("coup_attempt", "armed_mutiny"),
            speaker=OSLIN,
            attribution=f"{a}-a2",
            question=Question(
                Or((by("coup_attempt", date(2032, 2, 24)), by("armed_mutiny", date(2032, 2, 24)))),
                given=valley.question.clause,
            ),
            condition=valley,
            likelihood=chance(herald, "likely", 0.6, 0.72, 0.85),
            window=window(herald, "this spring", date(2031, 3, 1), date(2031, 5, 31)),
        ),
        Claim(
            f"{a}-c4",
            a,
            "forecast",
            span(herald, "they shoot him and call it a stroke"),
            ("leader_killed", "concealment"),
            speaker=OSLIN,
            attribution=f"{a}-a2",
            question=Question(
                Term(event("leader_exit", manner="coup", fate="killed", cover="illness"), By(date(2032, 2, 24)))
            ),
            likelihood=chance(herald, "I would not rule out", 0.01, None, 0.4, strength="possibility"),
        ),
        Claim(
            f"{a}-c5",
            a,
            "forecast",
            span(herald, "The chances of that are very low"),
            ("uprising",),
            speaker=OSLIN,
            attribution=f"{a}-a3",
            question=Question(by("uprising", date(2032, 2, 24))),
            likelihood=chance(herald, "very low", 0.01, 0.05, 0.12),
        ),
        Claim(
            f"{a}-c6",
            a,
            "forecast",
            span(herald, "the war would almost certainly not end this year"),
            ("war_end",),
            speaker=OSLIN,
            attribution=f"{a}-a4",
            polarity="-",
            question=Question(Term(event("war_end"), By(date(2031, 12, 31)))),
            likelihood=chance(herald, "almost certainly not", 0.01, 0.05, 0.1),
            window=window(herald, "this year", date(2031, 1, 1), date(2031, 12, 31)),
        ),
        Claim(
            f"{a}-c7",
            a,
            "report",
            span(herald, "Some 12,000 soldiers have been lost since autumn"),
            ("losses",),
            quantities=(Quantity("Some 12,000", *_ends(herald, "Some 12,000"), 12_000, 10_500, 13_500, "soldiers"),),
        ),
        Claim(
            f"{a}-c8",
            a,
            "analogy",
            span(herald, "Joran Petrak, whose heart attack in the nineties was announced before anybody saw a body"),
            ("concealment",),
        ),
        Claim(
            f"{b}-c1",
            b,
            "forecast",
            span(courier, "A coup is very unlikely while the guard is paid"),
            ("coup_attempt",),
            speaker=RESCH,
            attribution=f"{b}-a1",
            question=Question(by("coup_attempt", date(2032, 2, 26))),
            likelihood=chance(courier, "very unlikely", 0.02, 0.08, 0.15),
            condition=Condition(span(courier, "while the guard is paid")),
        ),
        Claim(
            f"{b}-c2",
            b,
            "forecast",
            span(courier, "The prospects of talks before the autumn are about even"),
            ("talks",),
            speaker=RESCH,
            attribution=f"{b}-a2",
            question=Question(Term(event("talks"), By(date(2031, 8, 31)))),
            likelihood=chance(courier, "about even", 0.45, 0.5, 0.55),
            window=window(courier, "before the autumn", None, date(2031, 8, 31)),
        ),
        Claim(
            f"{b}-c3",
            b,
            "forecast",
            span(courier, "I can't see a settlement"),
            ("settlement",),
            speaker=RESCH,
            attribution=f"{b}-a2",
            polarity="-",
            question=Question(Term(event("settlement"))),
            likelihood=chance(courier, "can't see", 0.01, 0.06, 0.15, yardstick="judged"),
        ),
        Claim(
            f"{b}-c4",
            b,
            "report",
            span(courier, "half a million men to be called up"),
            ("mobilisation",),
            speaker=Speaker("Analysts", kind="group"),
            question=Question(Term(Event("mobilisation", (Amount(">=", 500_000),)), By(date(2031, 8, 31)))),
            quantities=(
                Quantity("half a million men", *_ends(courier, "half a million men"), 5e5, 4.5e5, 5.5e5, "men"),
            ),
        ),
        Claim(
            f"{b}-c5",
            b,
            "forecast",
            span(courier, "the future is uncertain in ways that nobody can foresee"),
            ("other",),
        ),
    )


def _ends(article, words):
    place = span(article, words)
    return place.start, place.end


def _attributions(herald, courier):
    def one(article, number, *words, manner="direct"):
        source, cue, content, speaker = words
        return Attribution(
            f"{article.id}-a{number}",
            article.id,
            manner,
            (span(article, source),),
            (span(article, cue),),
            tuple(span(article, words) for words in content),
            speaker,
        )

    return (
        one(
            herald,
            1,
            "a former officer",
            "has warned",
            ["President Aran Velk could be toppled by his own generals within a year"],
            OSLIN,
            manner="indirect",
        ),
        one(
            herald,
            2,
            "Brigadier Mara Oslin",
            "told",
            [
                "“If he loses the Teyn valley this spring, a move against him by the army is likely. I would not rule out that they shoot him and call it a stroke."
            ],
            OSLIN,
        ),
        one(
            herald, 3, "Brigadier Mara Oslin", "told", ["“A popular rising? The chances of that are very low.”"], OSLIN
        ),
        one(herald, 4, "She", "added", ["the war would almost certainly not end this year"], OSLIN, manner="indirect"),
        one(courier, 1, "he", "said", ["“A coup is very unlikely while the guard is paid,”"], RESCH),
        one(
            courier,
            2,
            "he",
            "told",
            ['"The prospects of talks before the autumn are about even,"', '"but I can\'t see a settlement."'],
            RESCH,
        ),
    )


def reading():
    """Two fictional articles and what is read out of them."""
    herald = _article(HERALD, "herald.txt", "Harbour Herald", date(2031, 2, 24))
    courier = _article(COURIER, "courier.txt", "The Courier", date(2031, 2, 26))
    return Reading((herald, courier), _attributions(herald, courier), _claims(herald, courier))


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
            Comparison("Northmarket", date(2031, 2, 20), EXIT_TEXT, 0.11, 0.064, "price at the day's close"),
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
