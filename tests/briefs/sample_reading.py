"""Two articles about a fictional leader, and what was read in them."""

from __future__ import annotations

from datetime import date

from brumaire.records import (
    Amount,
    Argument,
    Article,
    Attribution,
    Block,
    By,
    Claim,
    Condition,
    EstimativeProbability,
    Event,
    Or,
    Quantity,
    Question,
    Reading,
    Span,
    Speaker,
    Term,
    TimeWindow,
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
