"""The moment of leaving of a lane, and what an exit says of it."""

import numpy as np

from brumaire.futures.compiled.kernel.arithmetic import (
    AT_EXIT_BLOCK,
    BAD_SHARE,
    FOLD,
    i8,
    kernel,
    making,
    philox,
    u4,
    uniform,
)
from brumaire.futures.compiled.kernel.firing import fire, record, roomy

# --- kernel ---


@kernel
def mark(leaving, world, rule, branch, i):
    """Put in what an exit says of a lane: manner, announced manner, fate, cover, by whom; and the states that tell of it."""
    say = leaving.says[rule, branch + 1]
    if say[0] >= 0:
        leaving.said[0, i] = say[0]
        leaving.said[1, i] = say[0]
        leaving.said[2, i] = say[5]
    if say[1] >= 0:
        leaving.said[1, i] = say[1]
    if say[2] >= 0:
        leaving.said[2, i] = say[2]
    if say[3] != -2:
        leaving.said[3, i] = say[3]
    if say[6] >= 0:
        leaving.said[4, i] = leaving.words[rule, branch + 1, world.states[say[6], i]]
    elif say[4] != -2:
        leaving.said[4, i] = say[4]
    world.states[leaving.exit_row, i] = leaving.said[0, i] + 1
    world.states[leaving.exit_row + 1, i] = leaving.said[1, i] + 1


@making
def depart(account, leaving, world, numbers, log, lanes_from, lanes_to, stream, k0, k1, fault):
    """The moment of leaving of some lanes of each batch: the exit's events and effects, then what fires at it."""
    L, S, Z, Y, C = world.levels, world.states, world.start, world.start_derived, numbers.constants
    T, M, F = numbers.clocks, numbers.means, numbers.fixed
    share = np.zeros(MOST_BRANCHES)
    found = np.zeros(MOST_EVENTS, np.int32)
    for b in range(len(lanes_to)):
        for i in range(world.first[b] + lanes_from[b], world.first[b] + lanes_to[b]):
            log = roomy(log, 2 * MOST_EVENTS * (1 + len(leaving.at_exit)) + 1)
            rule, branch, day = i8(leaving.rule[i]), i8(leaving.branch[i]), world.begins[i]
            count = events(rule, i8(-1), i, S, numbers.kinds, found)
            if count > 0:
                record(log, day, i, found, count)
            if branch >= 0:
                count = events(rule, branch, i, S, numbers.kinds, found)
                if count > 0:
                    record(log, day, i, found, count)
            mark(leaving, world, rule, branch, i)
            effects(rule, branch, b, i, L, S, Z, Y, C, T, M, F)
            for k in range(len(leaving.at_exit)):
                rule = i8(leaving.at_exit[k])
                if not holds(rule, b, i, L, S, Z, Y, C, T, M, F):
                    continue
                _, second, _, _ = philox(
                    world.trajectory[i], u4(world.fold[i] * FOLD), u4(AT_EXIT_BLOCK + rule), u4(stream), u4(k0), u4(k1)
                )
                u = uniform(second)
                branch = fire(account, False, world, numbers, log, rule, b, i, u, day, share, found, k0, k1)
                if branch == -2:
                    fault[0], fault[1], fault[2] = BAD_SHARE, rule, i
                    return log
                if leaving.says[rule, 0, 7] == 1:
                    mark(leaving, world, rule, i8(-1), i)
                if branch >= 0 and leaving.says[rule, branch + 1, 7] == 1:
                    mark(leaving, world, rule, branch, i)
            found[0] = -1
            record(log, day, i, found, 1)
    return log
