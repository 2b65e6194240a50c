"""The kernel as it stands, without a model: random numbers, the step, and the account of survival, one lane a trajectory.

`cache.py` writes this text and the functions of one model (from `generate.py`) into one file, which Numba compiles and keeps; nothing runs
these parts as they are. Lanes of one batch lie side by side and share their parameters. Loops over lanes come first, in single precision, so
that the compiler can turn them into vector instructions; the few lanes in which something fires are then finished one by one.

Every lane does the same arithmetic wherever its batch stands, so results do not depend on blocks or threads.
"""
