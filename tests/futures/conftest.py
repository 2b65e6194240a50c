"""Small models and a minimal case, on which the engine can be checked exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from brumaire.futures import Anchor, simulate
from brumaire.futures.engines import Engine
from brumaire.models import Model, load_text
from brumaire.records import Case, Leader, War

START = date(2022, 1, 1)

# All discrete, all rates known: a Markov chain that scipy can solve.
CHAIN = """\
schema: brumaire.model/1
name: chain
states:
  plot: {values: [none, ready], initial: none, latent: true}
  war: {values: [on, off], initial: on}
transitions:
  forms: {realises: plot, when: plot == none and leader == in_office, rate: 1 per year, effect: {plot: ready}, why: x, source: judged}
  attempt:
    realises: coup_attempt
    when: plot == ready
    rate: 2 per year
    branches:
      ok: {probability: 0.3, realises: coup_success, exit: {manner: coup, announced: ill_health, cover: illness}}
      no: {probability: rest, effect: {plot: none}}
    why: x
    source: judged
  dies: {exit: natural_death, rate: 0.1 per year, why: x, source: judged}
  ends: {when: war == on, realises: war_end, rate: 0.5 per year, effect: {war: off}, why: x, source: judged}
  topples: {exit: uprising, when: war == off, rate: 0.3 per year, why: x, source: judged}
"""

# Everything at once, so that what holds of it holds of all parts.
RICH = """\
schema: brumaire.model/1
name: rich
parameters:
  lag: {value: 2 to 6 months, source: judged}
states:
  plot: {values: [none, ready], initial: none, latent: true}
  plotter: {values: [army, guard], initial: {army: 0.7, guard: 0.3}, latent: true}
  war: {values: [on, off], initial: on}
  line: {values: [same, harder], initial: same}
  arms: {values: [as_is, held], initial: as_is}
levels:
  fortune: {half_life: 6 months, noise: 0.8, source: judged}
  mood: {target: {fortune: 0.2 to 0.6}, half_life: lag, noise: 0.4, source: judged}
transitions:
  forms:
    realises: {event: plot, by: state(plotter)}
    when: plot == none and leader == in_office
    rate: 0.5 to 2 per year
    hazard_ratio: {mood: 0.4 to 0.8}
    effect: {plot: ready}
    why: x
    source: judged
  attempt:
    realises: {event: coup_attempt, by: state(plotter)}
    when: plot == ready
    rate: 2 per year
    branches:
      ok: {probability: {value: 0.2 to 0.5, shift: {mood: -0.5 to -0.1}}, realises: coup_success, exit: {manner: coup, by: state(plotter)}}
      no: {probability: rest, realises: purge, effect: {plot: none, mood: "+ 0.1 to 0.3"}}
    why: x
    source: judged
  dies: {exit: natural_death, rate: 0.05 to 0.1 per year, why: x, source: judged}
  topples: {exit: uprising, rate: 0.02 to 0.1 per year, hazard_ratio: {mood: 0.5 to 0.9}, why: x, source: judged}
  talks: {realises: talks, when: war == on, rate: 1 per year, why: x, source: judged}
  war_ends:
    realises: war_end
    when: war == on
    rate: 0.3 per year
    hazard_ratio: {"arms == held": 2}
    effect: {war: off, fortune: "= 0"}
    why: x
    source: judged
  survey: {realises: elite_discontent, schedule: {every: 4 weeks}, when: mood < -0.5, why: x}
  successor:
    on: exit
    branches:
      hard: {probability: 0.4, realises: successor_harder, effect: {line: harder}}
      same: {probability: rest}
    why: x
    source: judged
  hidden:
    on: exit
    when: exit == coup and plotter == guard
    exit: {announced: natural_death, fate: killed, cover: illness}
    realises: [leader_killed, concealment]
    why: x
  advance: {realises: renewed_offensive, when: leader == gone and line == harder, rate: 1 per year, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 4 to 9, false_alarms: 0.05, group: a, source: judged}
  meetings: {when: plot == ready and mood < 0, ratio: 2 to 4, false_alarms: 0.05, group: a, source: judged}
levers:
  arms: {values: {as_is: {}, held: {effect: {arms: held}}}, default: as_is}
  nothing: {values: {off: {}, on: {}}, default: off}
  speed: {values: {as_is: {}, slow: {parameters: {lag: "* 2"}}}, default: as_is}
case_variables:
  deviations: [mood, war]
  roles: {army: the army, guard: the guard}
"""


def make_case(**changes):
    """A case with nothing but a leader and a war, starting on 1 January 2022."""
    case = Case(
        name="test",
        title="Test",
        country="Nowhere",
        leader=Leader("L", date(1950, 1, 1), date(2000, 1, 1), "personal"),
        war=War("interstate", date(2021, 7, 1), initiator=True),
        model="test",
        start=START,
    )
    return replace(case, **changes)


@pytest.fixture(scope="session")
def case():
    return make_case()


@pytest.fixture(scope="session")
def cases():
    return make_case


@pytest.fixture(scope="session")
def chain():
    return load_text(CHAIN)


@pytest.fixture(scope="session")
def rich():
    return load_text(RICH)


@dataclass(frozen=True)
class Subject:
    """A model, its anchor, and the engine that runs it."""

    model: Model
    anchor: Anchor
    engine: Engine

    def run(self, case, **changes):
        """Futures from May 2022 to May 2023, if nothing else is said."""
        settings = {"as_of": date(2022, 5, 1), "horizon": date(2023, 5, 1), "runs": 1_500, "seed": 11}
        return simulate(self.model, case, **(settings | {"anchor": self.anchor, "engine": self.engine} | changes))


@pytest.fixture(scope="session")
def everything():
    """A model with every feature of the language; the only one that the tests compile, and once a session."""
    model = load_text((Path(__file__).parent / "everything.yaml").read_text(encoding="utf-8"))
    anchor = Anchor(
        model.hash,
        constants={"handover": -2.5, "regular": -3.0, "attempts": -0.7, "success": -0.5},
        spread={"handover": 0.3, "regular": 0.1, "attempts": 0.2, "success": 0.4},
        growth={"handover": 0.2, "regular": 0.5, "attempts": -0.1},
        stationary_states=("murmur", "rank"),
        stationary=((("quiet", "none"), 0.5), (("open", "top"), 0.3), (("open", "middle"), 0.2)),
        paths={"fortune": (0.0, 0.1, 0.3), "gap": (0.1, 0.0, -0.2), "men": (0.05,)},
    )
    return Subject(model, anchor, "compiled")


@pytest.fixture(scope="session", params=["reference", "compiled"])
def subject(request, rich, everything):
    """The same behaviour is asked of both engines: of NumPy's on a small model, of the compiled one on the model compiled anyway."""
    return everything if request.param == "compiled" else Subject(rich, Anchor(rich.hash), "reference")


@pytest.fixture(scope="session")
def rich_text():
    return RICH


@pytest.fixture(scope="session")
def chain_text():
    return CHAIN


@pytest.fixture(scope="session")
def chain_futures(chain, case):
    return simulate(
        chain,
        case,
        as_of=START,
        horizon=date(2024, 1, 1),
        runs=20_000,
        seed=1,
        cuts=[date(2022, 7, 2), date(2023, 1, 1)],
    )


@pytest.fixture(scope="session")
def rich_futures(rich, case):
    return simulate(
        rich, case, as_of=START, horizon=date(2023, 7, 1), runs=4_000, seed=5, cuts=[date(2022, 7, 1), date(2023, 1, 1)]
    )
