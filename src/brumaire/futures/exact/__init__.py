"""Small models of states solved exactly: a Markov chain on their joint states, carried by the exponential of its generator."""

from brumaire.futures.exact.asking import ask, distribution, incidence, probability
from brumaire.futures.exact.fitness import check_discrete
from brumaire.futures.exact.solution import Solution
from brumaire.futures.exact.solving import solve

__all__ = ["Solution", "ask", "check_discrete", "distribution", "incidence", "probability", "solve"]
