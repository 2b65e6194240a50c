"""The moment of leaving of a lane, and what an exit says of it."""

from brumaire.futures.compiled.arrays import BAD_SHARE
from brumaire.futures.compiled.kernel.arithmetic import AT_EXIT_BLOCK, FOLD, i8, kernel, philox, u4, uniform
from brumaire.futures.compiled.kernel.firing import fire, record

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


@kernel
def depart(account, leaving, world, numbers, log, scratch, step):
    """The moment of leaving: the exit's events and effects, then what fires at it; returns how many batches are done, as `advance`."""
    L, S, Z, Y, C = world.levels, world.states, world.start, world.start_derived, numbers.constants
    T, M, F = numbers.clocks, numbers.means, numbers.fixed
    stream, k0, k1 = step.key[0], step.key[1], step.key[2]
    found = scratch.found
    for b in range(step.place[0], len(step.lanes_to)):
        for k in range(step.lanes_from[b] + step.place[1], step.lanes_to[b]):
            i = world.first[b] + k
            if log.used[0] + 2 * MOST_EVENTS * (1 + len(leaving.at_exit)) + 1 > len(log.owner):
                step.place[0], step.place[1] = b, k - step.lanes_from[b]
                return b
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
            for x in range(len(leaving.at_exit)):
                rule = i8(leaving.at_exit[x])
                if not holds(rule, b, i, L, S, Z, Y, C, T, M, F):
                    continue
                _, second, _, _ = philox(
                    world.trajectory[i], u4(world.fold[i] * FOLD), u4(AT_EXIT_BLOCK + rule), u4(stream), u4(k0), u4(k1)
                )
                u = uniform(second)
                branch = fire(account, False, world, numbers, log, rule, b, i, u, day, scratch.share, found, k0, k1)
                if branch == -2:
                    step.fault[0], step.fault[1], step.fault[2] = BAD_SHARE, rule, i
                    return b
                if leaving.says[rule, 0, 7] == 1:
                    mark(leaving, world, rule, i8(-1), i)
                if branch >= 0 and leaving.says[rule, branch + 1, 7] == 1:
                    mark(leaving, world, rule, branch, i)
            found[0] = -1
            record(log, day, i, found, 1)
        step.place[1] = 0
    return len(step.lanes_to)
