"""Evaluation against a slow reading of the same rules, one future and one occurrence at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brumaire.dates import Duration, after, days
from brumaire.questions import evaluate, normal
from brumaire.records import Amount, And, Argument, Between, By, Event, Or, Question, Term, Within

from .small_futures import AS_OF, HORIZON, START, futures, kind

KINDS = (
    kind("coup_attempt", by="army", rank="top"),
    kind("coup_attempt", by="guard", rank="bottom"),
    kind("victory"),
    kind("war_end", terms="own"),
    kind("war_end", terms="adversary"),
    kind("mobilisation", amount=50000.0),
    kind("mobilisation", amount=500000.0),
    kind("leader_exit", manner="coup", announced="natural_death", fate="killed", cover="illness", by="army"),
    kind("leader_exit", manner="coup", announced="coup", fate="exiled", by="guard"),
    kind("leader_exit", manner="natural_death", announced="natural_death", fate="died"),
    kind("exposure"),
)
HISTORIES = st.lists(
    st.lists(st.tuples(st.integers(0, 140).map(lambda half: half / 2), st.sampled_from(KINDS)), max_size=6),
    min_size=1,
    max_size=4,
)
EVENTS = st.sampled_from(
    (
        Event("coup_attempt"),
        Event("coup_attempt", (Argument("by", ("army",)), Argument("rank", ("top", "middle")))),
        Event("victory"),
        Event("war_end"),
        Event("war_end", (Argument("terms", ("adversary",)),)),
        Event("mobilisation"),
        Event("mobilisation", (Amount("<=", 60000.0),)),
        Event("leader_exit"),
        Event("leader_exit", (Argument("manner", ("coup",)),)),
        Event("leader_exit", (Argument("manner", ("natural_death",)), Argument("fate", ("died",)))),
        Event("leader_exit", (Argument("cover", ("illness",)),)),
        Event("exposure"),
    )
)
STATES = st.just(Event("war_ongoing"))
DAYS = st.dates(AS_OF + timedelta(1), START + timedelta(65))
DURATIONS = st.builds(Duration, st.integers(1, 25), st.just("day")) | st.just(Duration(1, "month"))


def windows(anchors):
    plain = [st.builds(By, DAYS), st.builds(Within, DURATIONS)]
    plain.append(st.tuples(DAYS, DAYS).map(lambda pair: Between(min(pair), max(pair))))
    anchored = st.builds(Within, DURATIONS, st.sampled_from(("of", "before")), anchors)
    return st.none() | st.one_of(*plain) | anchored


def extended(inner, *, negations):
    bodies = st.lists(inner, min_size=2, max_size=3).map(tuple)
    groups = st.builds(And, bodies) | st.builds(Or, bodies)
    anchors = inner if not negations else ANCHORS
    return groups | st.builds(Term, groups, windows(anchors), st.booleans() if negations else st.just(False))


LEAF_ANCHORS = st.builds(Term, EVENTS, st.none() | st.builds(By, DAYS))
ANCHORS = st.recursive(LEAF_ANCHORS, lambda inner: extended(inner, negations=False), max_leaves=3)
LEAVES = st.builds(Term, EVENTS | STATES, windows(ANCHORS), st.booleans())
CLAUSES = st.recursive(LEAVES, lambda inner: extended(inner, negations=True), max_leaves=4)


class Oracle:
    """One history; a window is a list of predicates on days, and the last day on which one may hold."""

    def __init__(self, history):
        self.history = sorted(history, key=lambda row: row[0])
        offset, horizon = (AS_OF - START).days, (HORIZON - START).days
        self.everything = ([lambda t: offset < t <= horizon], horizon)

    def true(self, clause, window):
        if isinstance(clause, And):
            return all(self.true(part, window) for part in clause.parts)
        if isinstance(clause, Or):
            return any(self.true(part, window) for part in clause.parts)
        inner = self.inner(window, clause.window)
        if not isinstance(clause.body, Event):
            answer = self.true(clause.body, inner)
        elif clause.body.name == "war_ongoing":
            answer = inner[1] is not None and not any(k.name == "war_end" and t <= inner[1] for t, k in self.history)
        else:
            answer = bool(self.times(clause.body, inner))
        return answer != clause.negated

    def first(self, clause, window):
        if isinstance(clause, And):
            times = [self.first(part, window) for part in clause.parts]
            return None if None in times else max(times)
        if isinstance(clause, Or):
            return min((t for part in clause.parts if (t := self.first(part, window)) is not None), default=None)
        inner = self.inner(window, clause.window)
        if isinstance(clause.body, Event):
            return min(self.times(clause.body, inner), default=None)
        return self.first(clause.body, inner)

    def inner(self, window, own):
        predicates, end = window
        if own is None:
            return window
        if isinstance(own, Within) and own.anchor is not None:
            at = self.first(own.anchor, self.everything)
            if at is None:
                return [lambda _: False], None
            length = days(own.duration)
            if own.relation == "of":
                return self.with_one(predicates, end, lambda t: at <= t <= at + length, at + length)
            return self.with_one(predicates, end, lambda t: at - length <= t < at, at - 1e-9)
        if isinstance(own, Between):
            first, last = (own.first - START).days - 1, (own.last - START).days
            return self.with_one(predicates, end, lambda t: first < t <= last, last)
        last = ((own.day if isinstance(own, By) else after(AS_OF, own.duration)) - START).days
        return self.with_one(predicates, end, lambda t: t <= last, last)

    @staticmethod
    def with_one(predicates, end, predicate, last):
        return [*predicates, predicate], None if end is None else min(end, last)

    def times(self, event, window):
        predicates, end = window
        exposed = end is not None and any(k.name == "exposure" and t <= end for t, k in self.history)
        return [t for t, k in self.history if self.is_one(event, k, exposed) and all(p(t) for p in predicates)]

    @staticmethod
    def is_one(event, k, exposed):
        if k.name != event.name:
            return False
        args = dict(k.args)
        if args.get("announced") != args.get("manner") and not exposed:
            args = {"manner": "natural_death", "fate": "died"}
        bounds = [a for a in event.args if isinstance(a, Amount)]
        if event.name == "mobilisation" and not bounds and args["amount"] < 100000:
            return False
        if any(args["amount"] > bound.number for bound in bounds):
            return False
        return all(args.get(a.key) in a.values for a in event.args if isinstance(a, Argument))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(CLAUSES, st.none() | CLAUSES, HISTORIES)
def test_evaluation_agrees_with_the_slow_reading(clause, condition, histories):
    question = normal(Question(clause, condition))
    made = futures(*histories)
    kinds = (*made.log.kinds, *(k for k in KINDS if k not in made.log.kinds))
    outcome = evaluate(question, replace(made, log=replace(made.log, kinds=kinds)))
    oracles = [Oracle(history) for history in histories]
    assert outcome.event.tolist() == [o.true(question.clause, o.everything) for o in oracles]
    if condition is None:
        assert outcome.condition is None
    else:
        assert outcome.condition.tolist() == [o.true(question.given, o.everything) for o in oracles]


def test_the_oracle_sees_both_answers():
    oracle = Oracle([(20.0, KINDS[0])])
    assert oracle.true(Term(Event("coup_attempt")), oracle.everything)
    assert not oracle.true(Term(Event("coup_attempt"), By(date(2023, 1, 15))), oracle.everything)
