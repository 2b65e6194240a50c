"""Levels moved and clocks begun."""

import math

from brumaire.futures.compiled.kernel.arithmetic import (
    CLOCK_BLOCK,
    FOLD,
    f4,
    kernel,
    normal,
    philox,
    u4,
    uniform,
)

# --- kernel ---


@kernel
def draw(z, slot_block, trajectory, fold, lo, hi, day, stream, k0, k1):
    """Four rows of standard normal numbers for the lanes of a batch."""
    z0, z1, z2, z3 = z[0], z[1], z[2], z[3]
    for i in range(hi - lo):
        a, b, c, d = philox(
            trajectory[lo + i], u4(day + fold[lo + i] * FOLD), u4(slot_block), u4(stream), u4(k0), u4(k1)
        )
        z0[i] = normal(a)
        z1[i] = normal(b)
        z2[i] = normal(c)
        z3[i] = normal(d)


@kernel
def move(world, numbers, scratch, step):
    """Move the levels of the active lanes of each batch; returns whether all levels of the block are sane after it."""
    L, S, Z, Y = world.levels, world.states, world.start, world.start_derived
    slots, day = step.slots, step.day
    stream, k0, k1 = step.key[0], step.key[1], step.key[2]
    for b in range(len(step.active)):
        lo = world.first[b]
        hi = lo + step.active[b]
        if hi == lo:
            continue
        targets(
            b,
            lo,
            hi,
            L,
            S,
            Z,
            Y,
            numbers.constants,
            numbers.clocks,
            numbers.means,
            numbers.fixed,
            step.shift,
            step.wanted,
            scratch.derived,
            scratch.goal,
        )
        ready = -1
        for k in range(LEVELS):
            if not step.wanted[k]:
                continue
            x = L[k, lo:hi]
            g = scratch.goal[k]
            d = step.speed[k, b]
            if slots[k] < 0:
                for i in range(hi - lo):
                    x[i] = g[i] + (x[i] - g[i]) * d
                continue
            if slots[k] // 4 != ready:
                ready = slots[k] // 4
                draw(scratch.drawn, ready, world.trajectory, world.fold, lo, hi, day, stream, k0, k1)
            z = scratch.drawn[slots[k] % 4]
            s = step.noise[k, b]
            for i in range(hi - lo):
                x[i] = g[i] + (x[i] - g[i]) * d + s * z[i]
    return 1 if highest(L) else 0


@kernel
def highest(L):
    """Whether every level is a number below the largest allowed."""
    for k in range(L.shape[0]):
        row = L[k]
        bad = 0
        for i in range(len(row)):
            bad += 0 if (row[i] < f4(1e6)) & (row[i] > f4(-1e6)) else 1
        if bad > 0:
            return False
    return True


@kernel
def begin_clocks(world, step):
    """The first clock of every sampled transition of every lane."""
    stream, k0, k1 = step.key[0], step.key[1], step.key[2]
    for row in range(len(step.rules)):
        for i in range(world.clock.shape[1]):
            new_clock(world, row, step.rules[row], i, stream, k0, k1)
    return 0


@kernel
def new_clock(world, row, rule, i, stream, k0, k1):
    """Draw a fresh clock for a transition of a lane; returns the uniform that chooses among branches."""
    used = world.occurrence[row, i]
    a, b, _, _ = philox(
        world.trajectory[i], u4(used + world.fold[i] * FOLD), u4(CLOCK_BLOCK + rule), u4(stream), u4(k0), u4(k1)
    )
    world.occurrence[row, i] = used + 1
    world.clock[row, i] = f4(-math.log(uniform(a)))
    return uniform(b)
