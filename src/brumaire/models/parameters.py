"""Numbers with uncertainty: how `a to b` is read, which distribution it has, and how it is drawn.

A 90 % interval [a, b] of a normal variable has mean (a + b)/2 and standard deviation (b − a)/(2·1.6449); a lognormal
one is normal on the log scale, a logit-normal one on the log-odds scale. A uniform one lies between a and b.

Members of a group are correlated by a Gaussian copula: their normal scores, not their values, have the stated
correlation, and each keeps its own distribution.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from brumaire.dates import DAYS_PER_YEAR
from brumaire.models.base import Distribution, Parameter
from brumaire.random_streams import Stream, normals, uniforms
from brumaire.records.futures import ParameterDraws

Floats = NDArray[np.float64]
Z90 = 1.6448536269514722  # 95th percentile of the standard normal

Dimension = Literal["probability", "ratio", "coefficient", "sd", "logit", "number", "rate", "duration", "count"]
_DAYS: Mapping[str, float] = {"day": 1.0, "week": 7.0, "month": DAYS_PER_YEAR / 12, "year": DAYS_PER_YEAR}
_NUMBER = r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_INTERVAL = re.compile(rf"\s*({_NUMBER})(?:\s+to\s+({_NUMBER}))?(?:\s+((?!to\b)[a-z].*?))?\s*")
# A parameter of the dimension on the right may stand where one of the left is meant.
ADMITTED: Mapping[Dimension, tuple[Dimension, ...]] = {
    "probability": ("probability",),
    "ratio": ("ratio", "number"),
    "coefficient": ("coefficient", "number", "ratio", "sd"),
    "sd": ("sd", "number", "coefficient", "ratio"),
    "logit": ("logit", "coefficient", "number"),
    "number": ("number", "ratio", "coefficient", "count", "sd"),
    "rate": ("rate",),
    "duration": ("duration",),
    "count": ("count", "number"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands in a file: its interval (low equals high where it is certain) and the words after it."""

    low: float
    high: float
    unit: str | None


def read_number(text: str) -> Written | None:
    """Read "0.3", "1.5 to 4" or "3 to 9 months"; None where it is none of these.

    >>> read_number("3 to 9 months")
    Written(low=3.0, high=9.0, unit='months')
    >>> read_number("grievance") is None
    True
    """
    match = _INTERVAL.fullmatch(text)
    if match is None:
        return None
    low = float(match[1].replace("_", ""))
    return Written(low, float(match[2].replace("_", "")) if match[2] else low, match[3])


def dimension(unit: str) -> tuple[Dimension, float] | None:
    """The dimension of a unit, and the days in it for rates (days per …) and durations; None for an unknown unit.

    >>> dimension("per week"), dimension("years"), dimension("count of tanks"), dimension("furlongs")
    (('rate', 7.0), ('duration', 365.25), ('count', 1.0), None)
    """
    if unit in ("probability", "ratio", "coefficient", "sd", "logit", "number"):
        return unit, 1.0  # type: ignore[return-value]  # the tuple lists members of Dimension only
    words = unit.split()
    if len(words) == 2 and words[0] == "per" and words[1] in _DAYS:
        return "rate", _DAYS[words[1]]
    if len(words) == 1 and words[0].removesuffix("s") in _DAYS:
        return "duration", _DAYS[words[0].removesuffix("s")]
    if len(words) >= 3 and words[:2] == ["count", "of"]:
        return "count", 1.0
    return None


def distribution(low: float, high: float, of: Dimension) -> Distribution:
    """The distribution that an interval has by its dimension.

    >>> distribution(0.5, 2, "ratio"), distribution(0.5, 2, "sd"), distribution(0.1, 0.2, "probability")
    ('lognormal', 'normal', 'logit_normal')
    """
    if low == high:
        return "fixed"
    if of == "probability":
        return "logit_normal"
    if of in ("sd", "coefficient", "logit") or low <= 0:
        return "normal"
    return "lognormal"


BOUNDLESS = ("normal",)
BOUNDED: Mapping[Dimension, str] = {
    "probability": "choose logit_normal or uniform",
    "ratio": "choose lognormal or uniform",
    "rate": "choose lognormal or uniform",
    "duration": "choose lognormal or uniform",
    "count": "choose lognormal or uniform",
}


def outside(low: float, high: float, of: Dimension, chosen: Distribution) -> str | None:
    """What is wrong with the ends of an interval for its dimension and distribution; None where nothing is."""
    if of == "probability" and not (low >= 0 and high <= 1):
        return "a probability lies between 0 and 1"
    if chosen == "logit_normal" and not (low > 0 and high < 1):
        return "both ends of a logit-normal interval lie inside (0, 1)"
    if chosen == "lognormal" and low <= 0:
        return "both ends of a lognormal interval are positive"
    if chosen in BOUNDLESS and of in BOUNDED and low < high:
        return f"a {chosen} variable goes beyond what a {of} can be; {BOUNDED[of]}"
    if of in ("rate", "duration", "ratio", "count") and low < 0:
        return f"a {of} is not negative"
    if of in ("duration", "ratio") and low == 0:
        return f"a {of} is positive"
    return None


def quantile(parameter: Parameter, z: Floats) -> Floats:
    """Values of a parameter at standard normal scores.

    >>> p = Parameter("p", 1.0, 4.0, "ratio", "lognormal", "judged", "")
    >>> quantile(p, np.array([-Z90, 0.0, Z90])).round(6).tolist()
    [1.0, 2.0, 4.0]
    """
    low, high = parameter.low, parameter.high
    match parameter.distribution:
        case "fixed":
            return np.full(z.shape, low)
        case "normal":
            return (low + high) / 2 + (high - low) / (2 * Z90) * z
        case "lognormal":
            a, b = math.log(low), math.log(high)
            return np.exp((a + b) / 2 + (b - a) / (2 * Z90) * z)
        case "logit_normal":
            a, b = math.log(low / (1 - low)), math.log(high / (1 - high))
            return np.asarray(1 / (1 + np.exp(-((a + b) / 2 + (b - a) / (2 * Z90) * z))))
        case "uniform":
            from scipy.special import ndtr  # 60 ms to import: only where it is needed

            return np.asarray(low + (high - low) * ndtr(z))


def median(parameter: Parameter) -> float:
    """The middle of a parameter's distribution.

    >>> round(median(Parameter("p", 0.1, 0.9, "probability", "logit_normal", "judged", "")), 6)
    0.5
    """
    return float(quantile(parameter, np.zeros(1))[0])


def draw(parameters: Sequence[Parameter], seed: int, batches: int) -> ParameterDraws:
    """One value of each parameter for each batch: a pure function of (seed, batch, place of the parameter).

    >>> p = Parameter("p", 1.0, 4.0, "ratio", "lognormal", "judged", "")
    >>> a, b = draw([p], 7, 5).values, draw([p], 7, 3).values
    >>> bool((a[:3] == b).all())
    True
    """
    return at_scores(parameters, scores(len(parameters), seed, batches))


def scores(count: int, seed: int, batches: int) -> Floats:
    """The independent standard normal scores from which parameters are drawn: (count, batches)."""
    if not count:
        return np.empty((0, batches))
    return normals(uniforms(seed, Stream.PARAMETERS, np.arange(batches, dtype=np.uint32), 0, count))


def at_scores(parameters: Sequence[Parameter], z: Floats) -> ParameterDraws:
    """The parameters at independent normal scores (parameters, batches), their groups correlated."""
    z = z.copy()
    _correlate(parameters, z)
    values = np.empty((z.shape[1], len(parameters)))
    for k, parameter in enumerate(parameters):
        values[:, k] = quantile(parameter, z[k])
    return ParameterDraws(tuple(p.name for p in parameters), values)


def _correlate(parameters: Sequence[Parameter], z: Floats) -> None:
    """Give the members of each group their correlation, in place; the first of each keeps its score."""
    for group in dict.fromkeys(p.group for p in parameters if p.group):
        rows = [k for k, parameter in enumerate(parameters) if parameter.group == group]
        matrix = np.full((len(rows), len(rows)), parameters[rows[0]].correlation)
        np.fill_diagonal(matrix, 1.0)
        root = np.linalg.cholesky(matrix)
        # Sums written out: a matrix product may differ in its last digits with the number of batches.
        mixed = [sum(root[i, j] * z[rows[j]] for j in range(i + 1)) for i in range(len(rows))]
        for row, score in zip(rows, mixed, strict=True):
            z[row] = score
