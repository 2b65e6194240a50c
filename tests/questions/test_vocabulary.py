"""Every name that the rules fix is in the vocabulary, whole."""

from __future__ import annotations

from importlib import resources

import pytest

from brumaire.questions import vocabulary
from brumaire.questions.vocabulary_file import read_entries
from brumaire.records import MANNERS
from brumaire.yaml_nodes import load_yaml

FIXED = [
    "leader_exit",
    "coup_attempt",
    "coup_success",
    "armed_mutiny",
    "ultimatum",
    "plot",
    "purge",
    "elite_discontent",
    "morale",
    "officer_meetings",
    "elite_redeployment",
    "detection",
    "disobedience",
    "uprising",
    "stolen_vote",
    "popularity",
    "leader_killed",
    "concealment",
    "exposure",
    "incapacity",
    "illness_announced",
    "successor",
    "successor_harder",
    "successor_softer",
    "offensive",
    "offensive_success",
    "renewed_offensive",
    "withdrawal",
    "territory_lost",
    "victory",
    "defeat",
    "war_end",
    "war_ongoing",
    "settlement",
    "ceasefire",
    "talks",
    "concession",
    "mobilisation",
    "arms_pledge",
    "arms_delivery",
    "losses",
    "shortage",
    "capability",
    "war_aims",
    "propaganda_frame",
    "nuclear_signal",
    "nuclear_use",
    "other",
]


def test_the_fixed_names_are_all_there():
    assert list(vocabulary()) == FIXED


@pytest.mark.parametrize("name", FIXED)
def test_an_event_is_defined_in_full(name):
    event = vocabulary()[name]
    for text in (event.definition, event.rule, event.not_counted):
        assert text.endswith(".")
        assert not text.startswith(" ")
    assert event.reading
    assert event.reading[0].islower()
    assert event.default is None or event.argument(event.default) is not None
    assert all(implied in vocabulary() for implied in event.implies)
    assert len(event.words) >= 5
    for word in (*event.words, *event.misspelt):
        assert word == word.lower().strip()
        assert word
    assert len(set(event.words)) == len(event.words)
    for argument in event.arguments:
        assert bool(argument.values) != bool(argument.open)


def test_what_is_given_and_what_is_judged():
    given = [name for name in vocabulary() if vocabulary()[name].mark == "given"]
    assert given == [
        "leader_exit",
        "coup_attempt",
        "coup_success",
        "armed_mutiny",
        "elite_redeployment",
        "uprising",
        "leader_killed",
        "concealment",
        "incapacity",
        "successor_harder",
        "ceasefire",
        "mobilisation",
        "nuclear_use",
    ]


def test_what_cannot_be_checked():
    vague = [name for name in vocabulary() if not vocabulary()[name].checkable]
    assert vague == [
        "plot",
        "morale",
        "popularity",
        "leader_killed",
        "concealment",
        "capability",
        "propaganda_frame",
        "other",
    ]


def test_manners_and_shorthands():
    manner = vocabulary()["leader_exit"].argument("manner")
    assert manner is not None
    assert manner.values == MANNERS
    assert set(vocabulary().shorthands) == set(MANNERS) - {"uprising"} | {"irregular"}


def test_amounts_below_the_rule_are_known():
    amounts = {name: (e.units, e.at_least) for name in vocabulary() if (e := vocabulary()[name]).units}
    assert amounts == {
        "territory_lost": (("km2",), 500.0),
        "mobilisation": (("men",), 100000.0),
        "arms_pledge": (("pieces",), 0.0),
        "arms_delivery": (("pieces",), 0.0),
        "losses": (("men", "pieces"), 0.0),
    }


def test_the_file_is_yaml_and_reads_the_same_as_by_a_general_reader():
    text = resources.files("brumaire.questions").joinpath("vocabulary.yaml").read_text(encoding="utf-8")

    def listed(value):
        if isinstance(value, dict):
            return {key: listed(inner) for key, inner in value.items()}
        return tuple(value) if isinstance(value, list) else str(value)

    assert listed(load_yaml(text, file="vocabulary.yaml").plain) == read_entries(text)


@pytest.mark.parametrize("text", ["plot: yes\n", "  stray: x\n", "plot:\n  kind: state\nstray text\n"])
def test_a_file_outside_that_part_of_yaml_is_refused(text):
    with pytest.raises(ValueError, match="line"):
        read_entries(text)
