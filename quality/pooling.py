"""Which pool is best: methods on two public pools of forecasters, by leave-one-question-out.

    python quality/pooling.py DIR [--sensitivity]

DIR (default ../shared/data/pooling) holds acx_2022_predictions.csv and gjp_year1_sample.csv. For each question, what a method learns
(skills, base rate, factor) comes from all *other* questions of its pool. Options of one question are pooled apart and made to sum to 1.
Brier is Σ(p − y)²/2 over options, the same as (p − y)² for two. `±` is the paired standard error of the difference from the best
standard method (mean, median, geometric mean of odds, shifted, extremised).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from brumaire.scoring import log_score_categories, peer, shrunk_skill, skills
from brumaire.scoring.base import Floats, Integers
from brumaire.scoring.pooling import (
    Forecasts,
    default_pool,
    extremised,
    learn_factor,
    mean,
    median,
    odds,
    shifted,
    weights,
)

STANDARD = ("mean", "median", "geometric mean of odds", "shifted (Neyman-Roughgarden)", "extremised if learnt")
DEFAULT = "default: odds, skill and recency"


@dataclass(frozen=True)
class Pool:
    """One row a forecaster, question and option: probability, *cell* (a question's option), forecaster, age in days."""

    name: str
    p: Floats
    cell: Integers
    who: Integers
    age: Floats
    question_of: Integers
    came: Floats

    @property
    def questions(self) -> int:
        """How many questions."""
        return int(self.question_of.max()) + 1


def read_acx(path: Path) -> Pool:
    """A contest of 2022: each entrant's probability, in per cent, of each statement; yes and no are its two options."""
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    start = rows[0].index("Predictions by contest entrants")
    asked = [row for row in rows[1:] if row[1] in {"0", "1"} and row[2]]
    p, cell, who, came = [], [], [], []
    for number, row in enumerate(asked):
        yes = float(row[1])
        came += [yes, 1 - yes]
        for entrant, text in enumerate(row[start:]):
            if text.strip():
                share = float(text) / 100
                p += [share, 1 - share]
                cell += [2 * number, 2 * number + 1]
                who += [entrant, entrant]
    return pool("ACX 2022", p, cell, who, [0.0] * len(p), np.arange(len(came)) // 2, came)


def read_gjp(path: Path) -> Pool:
    """The first week of a tournament: each one's last forecast on each question, its age at the last forecast of all on it."""
    last: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
        key = (row["ifp_id"], row["answer_option"], row["user_id"])
        if key not in last or row["forecast_date"] >= last[key]["forecast_date"]:
            last[key] = row
    cells = sorted({key[:2] for key in last})
    people = sorted({key[2] for key in last})
    names = sorted({question for question, _ in cells})
    outcome = {row["ifp_id"]: row["outcome"] for row in last.values()}
    ended = {q: max(row["forecast_date"] for row in last.values() if row["ifp_id"] == q) for q in names}
    number, person = {c: i for i, c in enumerate(cells)}, {w: i for i, w in enumerate(people)}
    p, cell, who, age = [], [], [], []
    for (question, option, user), row in last.items():
        p.append(float(row["value"]))
        cell.append(number[question, option])
        who.append(person[user])
        day = date.fromisoformat(row["forecast_date"])
        age.append(float((date.fromisoformat(ended[question]) - day).days))
    question_of = [names.index(question) for question, _ in cells]
    return pool("GJP year 1", p, cell, who, age, question_of, [float(outcome[q] == option) for q, option in cells])


def pool(name: str, p, cell, who, age, question_of, came) -> Pool:
    """A pool from lists."""
    integers = [np.asarray(x, dtype=np.int64) for x in (cell, who, question_of)]
    return Pool(name, np.array(p), integers[0], integers[1], np.array(age), integers[2], np.array(came))


def peer_improvement(data: Pool) -> tuple[Floats, Integers, Integers]:
    """Each forecaster's Brier score on each question below the mean of the others', with forecaster and question."""
    loss = (data.p - data.came[data.cell]) ** 2 / 2
    both, place = np.unique(data.who * data.questions + data.question_of[data.cell], return_inverse=True)
    question = both % data.questions
    return peer(-np.bincount(place, loss), question, data.questions), both // data.questions, question


def pooled(data: Pool, unit: float = weights.SKILL_UNIT) -> dict[str, Floats]:
    """Every method's probability of each cell, what it learns taken from the other questions."""
    cells = data.came.size
    everyone = Forecasts.of(data.p, data.cell, cells)
    options = np.bincount(data.question_of)[data.question_of]
    # Options have no meaning in common between questions: before anything is known each of k has 1/k.
    base = 1 / options
    plain = odds(everyone)
    gain, who, on = peer_improvement(data)
    people = int(data.who.max()) + 1
    weighted, learnt = np.empty(cells), np.empty(cells)
    for question in range(data.questions):
        mine = data.question_of == question
        skill, resolved = skills(np.where(on == question, np.nan, gain), who, people)
        rows = mine[data.cell]
        first = int(np.argmax(mine))
        here = Forecasts.of(data.p[rows], data.cell[rows] - first, int(mine.sum()))
        author = data.who[rows]
        if unit == weights.SKILL_UNIT:
            weighted[mine] = default_pool(here, skill=skill[author], resolved=resolved[author], age=data.age[rows])
        else:
            weight = np.exp(shrunk_skill(skill, resolved)[author] / unit) * weights.recency_weight(data.age[rows])
            weighted[mine] = odds(Forecasts.of(here.p, here.question, here.questions, weight))
        factor = learn_factor(
            plain[~mine], base[~mine], data.came[~mine], np.unique(data.question_of[~mine], return_inverse=True)[1]
        )
        learnt[mine] = extremised(plain[mine], base[mine], factor)
    return {
        "mean": mean(everyone),
        "median": median(everyone),
        "geometric mean of odds": plain,
        "shifted (Neyman-Roughgarden)": shifted(everyone, base),
        "extremised if learnt": learnt,
        DEFAULT: weighted,
    }


def scores(data: Pool, p: Floats) -> tuple[Floats, Floats]:
    """Brier and log score of each question, options made to sum to 1."""
    total = np.bincount(data.question_of, p)
    p = p / total[data.question_of]
    brier = np.bincount(data.question_of, (p - data.came) ** 2) / 2
    log = [
        float(log_score_categories(p[data.question_of == q], int(np.argmax(data.came[data.question_of == q]))))
        for q in range(data.questions)
    ]
    return brier, np.array(log)


def table(data: Pool) -> bool:
    """Print the table of one pool; true where the default is within one paired standard error of the best standard."""
    by_method = {name: scores(data, p) for name, p in pooled(data).items()}
    good = True
    best = [
        min(STANDARD, key=lambda name: by_method[name][0].mean()),
        max(STANDARD, key=lambda name: by_method[name][1].mean()),
    ]
    print(
        f"\n{data.name}: {data.questions} questions, {int(data.who.max()) + 1} forecasters; best standard: {best[0]} (Brier), {best[1]} (log)\n"
    )
    print("| method | Brier | − best | ± | log | − best | ± |")
    print("|---|---|---|---|---|---|---|")
    for name, both in by_method.items():
        text = f"| {name} "
        for which, sign in ((0, 1), (1, -1)):
            difference = both[which] - by_method[best[which]][which]
            error = difference.std(ddof=1) / np.sqrt(difference.size)
            text += f"| {both[which].mean():.4f} | {difference.mean():+.4f} | {error:.4f} "
            good &= name != DEFAULT or sign * difference.mean() <= error
        print(text + "|")
    return bool(good)


def sensitivity(data: Pool) -> None:
    """The default with other units of skill."""
    for unit in (0.005, 0.01, 0.02, 0.05, 0.1):
        brier, log = scores(data, pooled(data, unit)[DEFAULT])
        print(f"{data.name}: unit of skill {unit:<5}  Brier {brier.mean():.4f}  log {log.mean():.4f}")


READERS: dict[str, Callable[[Path], Pool]] = {"acx_2022_predictions.csv": read_acx, "gjp_year1_sample.csv": read_gjp}


def main() -> None:
    """Print both tables; exit with 1 where the default falls behind."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    folder = Path(words[0]) if words else Path(__file__).parents[2] / "shared/data/pooling"
    if not folder.is_dir():
        sys.exit(f"{folder}: the folder with the pools is not there; give its path")
    good = True
    for name, read in READERS.items():
        data = read(folder / name)
        good &= table(data)
        if "--sensitivity" in sys.argv:
            sensitivity(data)
    print(
        f"\nThe default rule is {'' if good else 'NOT '}within one paired standard error of the best standard method on each pool."
    )
    sys.exit(not good)


if __name__ == "__main__":
    main()
