"""Learn where conditions end and what they condition: the weights of src/brumaire/claims/conditions/bounds.json.

    python training/conditions/train.py DATA > src/brumaire/claims/conditions/bounds.json

DATA is the folder with semeval2020_task5_subtask2_train.csv. Two conditional logit models: of the ends that a condition could have the
annotated one is the most probable, and likewise of the stretches that could be its consequent. Fitted by L-BFGS with an
L2 penalty on the train split of quality/conditions.py; nothing is random, so the same data and libraries give the same
weights. Rows whose antecedent does not begin with a word that opens a condition ("I wish …", "… would have been easy") are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[2] / "quality"))
import conditions as measure

from brumaire.claims.conditions import bounds
from brumaire.claims.text.folding import fold

Choice = tuple[list[list[str]], int]

# Chosen on the last fifth of the train split.
PENALTY = {"close": 5.0, "consequent": 2.0}
SCALE = 10
SEEN_AT_LEAST = 5


def choices(folder: Path, split: str, model: str) -> Iterator[Choice]:
    """The features of each candidate of each sentence, and which candidate is annotated."""
    for sentence in measure.load(folder, split):
        text = fold(sentence.text)
        start, end = measure.bare(text, sentence.antecedent)
        start += len(measure.LEAD_IN.match(text[start:end])[0])
        if not measure.OPENS.match(text[start:end]):
            continue
        tokens = bounds.words(text)
        if start not in tokens.starts or end not in tokens.ends:
            continue
        first, last = tokens.starts.index(start), tokens.ends.index(end) + 1
        if model == "close":
            candidates = bounds.close_features(tokens, first, measure.form(text[start:end]))
            right = [n for n, (i, _) in enumerate(candidates) if i == last]
        elif sentence.consequent is None:
            continue
        else:
            a, b = measure.bare(text, sentence.consequent)
            found = bounds.consequent_features(tokens, first, last)
            right = [n for n, (i, j, _) in enumerate(found) if (tokens.starts[i], tokens.ends[j - 1]) == (a, b)]
            candidates = [(i, f) for i, _, f in found]
        if right:
            yield [features for _, features in candidates], right[0]


def fit(rows: list[Choice], penalty: float) -> dict[str, float]:
    """The weights that make the annotated candidates most probable, by feature."""
    counts: dict[str, int] = {}
    for features, _ in rows:
        for name in {f for candidate in features for f in candidate}:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, n in counts.items() if n >= SEEN_AT_LEAST)
    column = {name: i for i, name in enumerate(names)}
    indices, pointers, starts, gold = [], [0], [], []
    for features, right in rows:
        starts.append(len(pointers) - 1)
        gold.append(len(pointers) - 1 + right)
        for candidate in features:
            indices += sorted({column[f] for f in candidate if f in column})
            pointers.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(pointers) - 1, len(names)))
    of_row = np.repeat(np.arange(len(rows)), np.diff([*starts, len(pointers) - 1]))
    wanted = np.asarray(matrix[gold].sum(axis=0)).ravel()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        score -= np.maximum.reduceat(score, starts)[of_row]
        share = np.exp(score)
        total = np.add.reduceat(share, starts)
        share /= total[of_row]
        value = -(score[gold] - np.log(total)).sum() + penalty / 2 * weights @ weights
        return value, matrix.T @ share - wanted + penalty * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, best.x.tolist(), strict=True))


def right_share(rows: list[Choice], weights: dict[str, float]) -> float:
    """How often the best candidate is the annotated one."""
    hits = 0
    for features, right in rows:
        scores = [sum(weights.get(f, 0.0) for f in candidate) for candidate in features]
        hits += int(np.argmax(scores)) == right
    return hits / max(1, len(rows))


def main() -> None:
    """Fit both models, print their accuracy to standard error and the weights to standard output."""
    folder = Path(sys.argv[1])
    table: dict[str, object] = {
        "provenance": "training/conditions/train.py over the train split of SemEval-2020 task 5 subtask 2 (Yang et al. 2020); see training/conditions/model_card.md",
        "scale": SCALE,
    }
    for model, penalty in PENALTY.items():
        train, dev = list(choices(folder, "train", model)), list(choices(folder, "dev", model))
        weights = fit(train, penalty)
        rounded = {name: value for name, weight in weights.items() if (value := round(weight * SCALE))}
        used = {name: value / SCALE for name, value in rounded.items()}
        print(
            f"{model}: {len(train)} choices, {len(rounded)} weights; right on train {right_share(train, used):.3f}, on dev {right_share(dev, used):.3f} of {len(dev)}",
            file=sys.stderr,
        )
        table[model] = rounded
    json.dump(table, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
