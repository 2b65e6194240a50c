"""The particle filter and moved parameters, against an exact filter of the same model.

A plot that nobody sees forms and fades, a coup may follow from it, and three indicators are looked for every week for a year. Given the rates, the law of
the plot is a vector of two numbers, moved by the exponential of a 2×2 matrix; over the rates, 20,000 draws are weighed exactly.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from brumaire.errors import FuturesError
from brumaire.futures import ask, conditioning, rejuvenate, simulate, what_ifs
from brumaire.futures.filtering import ancestors
from brumaire.futures.rejuvenation import Proposal, effective, fitted
from brumaire.models import load_text
from brumaire.models.parameters import at_scores, scores
from brumaire.questions import parse
from brumaire.records import Observation

START, AS_OF, WEEKS = date(2022, 1, 1), date(2022, 12, 31), 52
YEAR = 365.25
MODEL = """\
schema: brumaire.model/1
name: hidden
states:
  plot: {values: [none, ready], initial: {none: 0.7, ready: 0.3}, latent: true}
  arms: {values: [as_is, held], initial: as_is}
transitions:
  forms: {realises: plot, when: plot == none and leader == in_office, rate: 0.5 to 8 per year, effect: {plot: ready}, why: x, source: judged}
  fades: {when: plot == ready, rate: 0.5 to 8 per year, effect: {plot: none}, why: x, source: judged}
  topples: {exit: coup, when: plot == ready, rate: 0.1 to 0.5 per year, hazard_ratio: {"arms == held": 3}, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 2 to 12, false_alarms: 0.05, coverage: always, source: judged}
  signals: {when: plot == ready, ratio: 1.5 to 8, false_alarms: 0.08, coverage: always, source: judged}
  meetings: {when: plot == ready, ratio: 4, false_alarms: 0.04, coverage: always, source: judged}
levers:
  arms: {values: {as_is: {}, held: {effect: {arms: held}}}, default: as_is}
"""
NAMES = ["forms.rate", "fades.rate", "topples.rate", "units.emission", "signals.emission"]
INDICATORS = ["units", "signals", "meetings"]
ALARMS = np.array([0.05, 0.08, 0.04])


@pytest.fixture(scope="module")
def model():
    return load_text(MODEL)


def values(model, z):
    drawn = at_scores(model.parameters, z)
    return {name: drawn.values[:, k] for k, name in enumerate(drawn.names)}


def exponential(a, b, c, d, t):
    """The exponential of [[a, b], [c, d]]·t, entry by entry, for arrays of entries."""
    s = (a + d) / 2
    q = np.sqrt(((a - d) / 2) ** 2 + b * c)
    e, cosh, sinh = np.exp(s * t), np.cosh(q * t), np.sinh(q * t) / q
    return e * (cosh + sinh * (a - s)), e * sinh * b, e * sinh * c, e * (cosh + sinh * (d - s))


def exact(p, seen):
    """Log evidence and P(ready) at the end for each draw of the rates; what is seen counts at noon of a week's last day."""
    forms, fades, topples = (p[name] / YEAR for name in NAMES[:3])
    emission = np.stack([p["units.emission"], p["signals.emission"], np.full_like(forms, 4 * 0.04)])
    moves = [exponential(-forms, forms, fades, -fades - topples, t) for t in (6.5, 0.5)]
    none, ready, log = np.full(len(forms), 0.7), np.full(len(forms), 0.3), np.zeros(len(forms))
    for week in seen:
        ratio = np.where(week[:, None], emission / ALARMS[:, None], (1 - emission) / (1 - ALARMS[:, None]))
        for (a, b, c, d), told in zip(moves, (week, ~week), strict=True):
            none, ready = none * a + ready * c, (none * b + ready * d) * ratio[told].prod(axis=0)
        total = none + ready
        log += np.log(total)
        none, ready = none / total, ready / total
    return log, ready


def history(p, rng):
    """Which indicators were seen in which week of one year in which the leader stayed; None where he did not."""
    forms, fades, topples = (float(p[name][0]) / YEAR for name in NAMES[:3])
    emission = np.array([p["units.emission"][0], p["signals.emission"][0], 4 * 0.04])
    ready, now, week = rng.random() < 0.3, 0.0, 0
    seen = np.zeros((WEEKS, 3), bool)
    while True:
        then = now + rng.exponential(1 / (fades + topples if ready else forms))
        while week < WEEKS and 7 * week + 6.5 <= then:
            seen[week] = rng.random(3) < (emission if ready else ALARMS)
            week += 1
        if week == WEEKS:
            return seen
        if ready and rng.random() < topples / (fades + topples):
            return None
        ready, now = not ready, then


def observed(cases, seen):
    return cases(
        observations=tuple(
            Observation(INDICATORS[k], START + timedelta(days=7 * (int(week) + 1))) for week, k in np.argwhere(seen)
        )
    )


def year_of(model, rng):
    """Scores drawn from the prior, and a year that they may have led to."""
    while True:
        z = rng.normal(size=(len(model.parameters), 1))
        seen = history(values(model, z), rng)
        if seen is not None:
            return z, seen


# A year with much to see: the prior's draws agree with it badly.
BUSY = np.zeros((WEEKS, 3), bool)
BUSY[10:34:2, 0] = BUSY[11:34:3, 1] = BUSY[12:34:5, 2] = True


@pytest.fixture(scope="module")
def busy(cases):
    return observed(cases, BUSY)


@pytest.fixture(scope="module")
def moved(model, busy):
    return rejuvenate(model, busy, as_of=AS_OF, seed=3)


@pytest.fixture(scope="module")
def posterior(model):
    """The exact law of the rates after the busy year: scores, weights, P(ready), log evidence."""
    z = np.random.default_rng(1).normal(size=(5, 40_000))
    log, ready = exact(values(model, z), BUSY)
    w = np.exp(log - log.max())
    return z, w / w.sum(), ready, np.log(w.mean()) + log.max()


def run(model, case, **changes):
    settings = {"as_of": AS_OF, "horizon": date(2023, 6, 30), "runs": 4_000, "seed": 8} | changes
    return simulate(model, case, **settings)


def test_the_filter_finds_the_exact_evidence_of_each_draw(model, busy):
    # The mean over batches of Ẑ/Z is one, whatever the parameters.
    futures = run(model, busy, runs=20_000)
    p = {name: futures.parameters.values[:, futures.parameters.names.index(name)] for name in NAMES}
    log, _ = exact(p, BUSY)
    found = np.bincount(futures.batch, futures.evidence) / (futures.trajectories / len(log))
    ratio = np.exp(np.log(found) + futures.log_evidence - log)
    assert abs(ratio.mean() - 1) < 4 * ratio.std() / np.sqrt(len(ratio))
    assert ratio.std() < 1.5


def test_few_draws_agree_and_moved_ones_do(model, busy, moved):
    before, after = (conditioning(run(model, busy, runs=20_000, proposal=q)) for q in (None, moved))
    assert before.draws < 100
    assert after.draws > 150
    assert after.distinct == 500
    assert after.error < 0.7 * before.error


@pytest.mark.parametrize("seed", [8, 9, 10])
def test_evidence_and_posterior_are_exact(model, busy, moved, posterior, seed):
    z, w, ready, log_evidence = posterior
    futures = run(model, busy, runs=20_000, proposal=moved, seed=seed)
    found = conditioning(futures)
    assert abs(found.log_evidence - log_evidence) < 4 * found.error + 0.02
    weight = np.bincount(futures.batch, futures.evidence)
    for k, name in enumerate(NAMES):
        column = np.log(futures.parameters.values[:, futures.parameters.names.index(name)])
        logs = np.log(values(model, z)[name])
        mean = float(weight @ column / weight.sum())
        scale = float(np.sqrt(w @ (logs - w @ logs) ** 2))
        assert abs(mean - float(w @ logs)) < 4 * scale / np.sqrt(found.draws), (k, name)
    # P(a coup within a half year) under the exact law of plot and rates.
    p = values(model, z)
    forms, fades, topples = (p[name] / YEAR for name in NAMES[:3])
    a, b, c, d = exponential(-forms, forms, fades, -fades - topples, 181)
    expected = float(w @ (1 - (1 - ready) * (a + b) - ready * (c + d)))
    answer = ask(futures, parse("leader_exit by 2023-06-30"))
    assert answer.probability == pytest.approx(expected, rel=0.12)


def test_the_stated_error_is_the_scatter_of_independent_filters(model, busy, moved):
    found = [conditioning(run(model, busy, seed=seed, proposal=moved, horizon=date(2023, 1, 7))) for seed in range(30)]
    scatter = np.std([f.log_evidence for f in found])
    assert scatter == pytest.approx(np.mean([f.error for f in found]), rel=0.4)
    assert scatter < 0.3


@pytest.mark.parametrize(("threads", "block"), [(2, 300), (1, 90)])
def test_moved_parameters_are_the_same_for_any_threads_and_blocks(model, busy, moved, threads, block):
    one = run(model, busy, runs=1_500, proposal=moved)
    other = run(model, busy, runs=1_500, proposal=moved, threads=threads, block=block)
    assert (one.parameters.values == other.parameters.values).all()
    assert (one.weight == other.weight).all()


def test_the_search_is_repeated_exactly(model, busy, moved):
    again = rejuvenate(model, busy, as_of=AS_OF, seed=3, threads=2)
    assert (again.mean == moved.mean).all()
    assert (again.root == moved.root).all()


def test_a_quiet_start_needs_no_moving(model, cases):
    assert rejuvenate(model, cases(), as_of=START, seed=3) is None
    assert rejuvenate(model, cases(), as_of=START + timedelta(days=21), seed=3) is None


def test_levers_are_measured_on_moved_parameters(model, busy, moved):
    (effect,) = what_ifs(
        *(model, busy, parse("leader_exit by 2023-06-30")),
        choices=[("arms", "held")],
        as_of=AS_OF,
        runs=4_000,
        seed=8,
        proposal=moved,
    )
    baseline = ask(run(model, busy, proposal=moved), parse("leader_exit by 2023-06-30")).probability
    assert effect.baseline == pytest.approx(baseline)
    assert effect.difference > 10 * effect.error


def test_a_proposal_of_another_model_is_refused(chain, case):
    with pytest.raises(FuturesError, match="other parameters"):
        run(chain, case, as_of=START, proposal=Proposal(("x",), np.zeros(1), np.eye(1)))


def test_the_ratio_of_densities_makes_up_for_the_proposal():
    q = Proposal(("a", "b"), np.array([1.0, -0.5]), np.array([[0.5, 0.0], [0.3, 0.6]]))
    z = q.move(scores(2, 5, 50_000))
    ratio = np.exp(q.log_ratio(z))
    assert ratio.max() <= 10 + 1e-9
    assert ratio.mean() == pytest.approx(1.0, abs=0.03)
    # Under the ratio the scores are standard normal again.
    assert (z * ratio).mean(axis=1) == pytest.approx([0, 0], abs=0.05)
    assert (z**2 * ratio).mean(axis=1) == pytest.approx([1, 1], abs=0.15)
    assert (z[0] * z[1] * ratio).mean() == pytest.approx(0.0, abs=0.05)


def test_a_proposal_leaves_alone_what_the_evidence_does_not_speak_of():
    rng = np.random.default_rng(2)
    z = rng.normal(size=(200, 500))
    q = fitted(tuple(map(str, range(200))), z, 3 * z[0] - 2 * z[0] ** 2)
    assert 0.4 < q.mean[0] < 0.8
    assert q.root[0, 0] < 0.7
    assert (q.mean[1:] == 0).sum() > 195
    assert (np.diag(q.root)[1:] == 1).sum() > 190


def test_a_batch_keeps_its_weight_when_it_is_resampled():
    rng = np.random.default_rng(4)
    log_weight = 5 * rng.normal(size=400)
    ancestor, renewed = ancestors(log_weight, 40, rng.random(10))
    batches = (slice(40 * b, 40 * b + 40) for b in range(10))
    for b in batches:
        assert np.exp(renewed[b]).sum() == pytest.approx(np.exp(log_weight[b]).sum())
        assert ((ancestor[b] >= b.start) & (ancestor[b] < b.stop)).all()
        # Systematic: each trajectory has its expected number of children, rounded up or down.
        expected = 40 * np.exp(log_weight[b]) / np.exp(log_weight[b]).sum()
        children = np.bincount(ancestor[b] - b.start, minlength=40)
        if (ancestor[b] != np.arange(b.start, b.stop)).any():
            assert (np.abs(children - expected) < 1).all()


def test_effective_weights():
    assert effective(np.log([1.0, 1.0, 2.0])) == pytest.approx(16 / 6)


def interval(column, weight):
    order = np.argsort(column)
    middle = np.cumsum(weight[order]) - weight[order] / 2
    return np.interp([0.05, 0.95], middle / weight.sum(), column[order])


def coverage(model, cases, replicates, runs):
    """How often the 90 % interval of each parameter holds the value that made the data, and what the filters say of themselves."""
    rng = np.random.default_rng(7)
    hits, found = [], []
    for replicate in range(replicates):
        z, seen = year_of(model, rng)
        case = observed(cases, seen)
        proposal = rejuvenate(model, case, as_of=AS_OF, seed=replicate)
        futures = run(
            model, case, runs=runs, seed=5_000 + replicate, proposal=proposal, horizon=AS_OF + timedelta(days=7)
        )
        weight = np.bincount(futures.batch, futures.evidence)
        truth = values(model, z)
        for name in NAMES:
            column = futures.parameters.values[:, futures.parameters.names.index(name)]
            low, high = interval(column, weight)
            hits.append(low <= truth[name][0] <= high)
        found.append(conditioning(futures))
    return np.reshape(hits, (replicates, len(NAMES))), found


def test_intervals_cover_in_a_few_replicates(model, cases):
    hits, found = coverage(model, cases, 12, 4_000)
    assert 0.78 <= hits.mean() <= 0.99
    assert max(f.error for f in found) < 0.3


@pytest.mark.soak
def test_intervals_cover(model, cases):
    hits, found = coverage(model, cases, 200, 10_000)
    assert 0.85 <= hits.mean() <= 0.95
    # 200 yes-or-no trials have a standard error of 0.02.
    assert ((hits.mean(axis=0) > 0.83) & (hits.mean(axis=0) < 0.97)).all()
    assert min(f.distinct for f in found) == 500
    draws = np.array([f.draws for f in found])
    # A year that the prior held to be most unlikely leaves few; the error says so.
    assert np.quantile(draws, 0.02) > 50
    assert np.median(draws) > 200


@pytest.mark.soak
def test_log_evidence_scatters_little_and_draws_stay_distinct(model, cases):
    rng = np.random.default_rng(11)
    for replicate in range(10):
        _, seen = year_of(model, rng)
        case = observed(cases, seen)
        proposal = rejuvenate(model, case, as_of=AS_OF, seed=replicate)
        near = AS_OF + timedelta(days=7)
        found = [
            conditioning(run(model, case, seed=100 * replicate + k, proposal=proposal, horizon=near)) for k in range(12)
        ]
        assert np.std([f.log_evidence for f in found]) < 0.3
        large = conditioning(run(model, case, runs=40_000, proposal=proposal, horizon=near))
        assert large.distinct >= 500
        assert large.draws > 100
