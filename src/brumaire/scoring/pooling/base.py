"""What a pool is given: all forecasts of all questions in one row, with their weights. A method gives one p a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from brumaire.errors import ScoreError
from brumaire.scoring.base import Floats, Integers, finite, members, numbers, probabilities


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Probabilities `p`, shape (n,), the number of each one's question, how many questions, and weights, shape (n,)."""

    p: Floats
    question: Integers
    questions: int
    weight: Floats

    @classmethod
    def of(cls, p: ArrayLike, question: ArrayLike, questions: int, weight: ArrayLike | None = None) -> Forecasts:
        """Check and keep.

        Parameters
        ----------
        p
            Probabilities, one for each forecaster and question.
        question
            Number of each one's question, from 0 on.
        questions
            How many questions there are.
        weight
            Not negative, in any unit; equal when left out.

        Raises
        ------
        ScoreError
            For a probability outside [0, 1], a negative weight, or a question on which nobody has any weight.

        >>> Forecasts.of([0.2, 0.4], [0, 0], 1).weight.tolist()
        [1.0, 1.0]
        """
        values = numbers(probabilities(p), "probability", row=True)
        which = members(question, questions, values.size)
        w = np.ones_like(values) if weight is None else finite(weight, what="weight")
        if w.shape != values.shape or (w < 0).any():
            raise ScoreError(f"weights of shape {w.shape} for {values.size} forecasts, or negative ones")
        total = np.bincount(which, w, questions)
        if not (total > 0).all():
            raise ScoreError(
                "nobody to pool", where=f"question {int(np.argmin(total > 0))}", mend="leave the question out"
            )
        return cls(values, which, questions, w)

    def mean(self, values: Floats) -> Floats:
        """Weighted mean of `values` on each question.

        >>> Forecasts.of([0.2, 0.4], [0, 0], 1, [1, 3]).mean(np.array([0.0, 1.0])).tolist()
        [0.75]
        """
        total = np.bincount(self.question, self.weight * values, self.questions)
        return np.asarray(total / np.bincount(self.question, self.weight, self.questions))

    def effective(self) -> Floats:
        """(Σw)²/Σw² on each question: how many equally weighted forecasters would be as many.

        >>> Forecasts.of([0.2, 0.4], [0, 0], 1, [2, 2]).effective().tolist()
        [2.0]
        """
        # Divided by the largest, so that squares of tiny weights do not vanish.
        largest = np.zeros(self.questions)
        np.maximum.at(largest, self.question, self.weight)
        w = self.weight / largest[self.question]
        return np.asarray(
            np.bincount(self.question, w, self.questions) ** 2 / np.bincount(self.question, w * w, self.questions)
        )


Method = Callable[[Forecasts], Floats]
