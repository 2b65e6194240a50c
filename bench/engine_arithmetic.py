"""Arithmetic of the kernels that are written by hand for bench/engine.py: Philox, normal numbers, exponentials, in single precision."""

from __future__ import annotations

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

f4, f8, i4, i8, u4, u8 = np.float32, np.float64, np.int32, np.int64, np.uint32, np.uint64
STAYS, EXIT, CLOCK = 2, 4, 1024
SWIFT = {"contract", "nsz", "arcp"}
block = njit(fastmath=SWIFT, error_model="numpy", nogil=True, cache=True, _nrt=False)
small = njit(fastmath=SWIFT, error_model="numpy", nogil=True, forceinline=True)


@intrinsic
def float_of(context, bits):  # noqa: ARG001 -- the signature that Numba asks for
    """The float32 with the bits of an int32."""
    from llvmlite import ir

    return types.float32(types.int32), lambda _, builder, __, a: builder.bitcast(a[0], ir.FloatType())


@intrinsic
def bits_of(context, number):  # noqa: ARG001 -- the same
    """The bits of a float32."""
    from llvmlite import ir

    return types.int32(types.float32), lambda _, builder, __, a: builder.bitcast(a[0], ir.IntType(32))


@small
def expf(x):
    """Exp for |x| < 87, the Taylor series around the nearest multiple of ln 2."""
    n = np.floor(x * f4(1.4426950408889634) + f4(0.5))
    r = x - n * f4(0.693359375) + n * f4(2.12194440e-4)
    p = f4(1.0 / 720.0) * r + f4(1.0 / 120.0)
    p = p * r + f4(1.0 / 24.0)
    p = p * r + f4(1.0 / 6.0)
    p = p * r + f4(0.5)
    p = (p * r + f4(1.0)) * r + f4(1.0)
    return p * float_of(i4((i4(n) + i4(127)) << i4(23)))


@small
def logf(x):
    """The logarithm of a positive number by 2·artanh."""
    bits = bits_of(x)
    m = float_of(i4((bits & i4(0x7FFFFF)) | i4(0x3F800000)))
    large = m > f4(1.4142135)
    m = m * f4(0.5) if large else m
    power = f4(i4((bits >> i4(23)) - i4(127))) + (f4(1.0) if large else f4(0.0))
    s = (m - f4(1.0)) / (m + f4(1.0))
    q = s * s
    p = (f4(2.0 / 9.0) * q + f4(2.0 / 7.0)) * q + f4(2.0 / 5.0)
    return s * ((p * q + f4(2.0 / 3.0)) * q + f4(2.0)) + power * f4(0.6931471805599453)


@small
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox 4×32."""
    for _ in range(10):
        p0 = u8(0xD2511F53) * u8(c0)
        p1 = u8(0xCD9E8D57) * u8(c2)
        c0, c1, c2, c3 = u4(u4(p1 >> u8(32)) ^ c1 ^ k0), u4(p1), u4(u4(p0 >> u8(32)) ^ c3 ^ k1), u4(p0)
        k0 = u4(k0 + u4(0x9E3779B9))
        k1 = u4(k1 + u4(0xBB67AE85))
    return c0, c1, c2, c3


@small
def normal(word):
    """A standard normal number from a word (Giles's polynomials, recalled, unchecked)."""
    left = (f4(word) + f4(0.5)) * f4(2.0**-32)
    right = (f4(word ^ u4(0xFFFFFFFF)) + f4(0.5)) * f4(2.0**-32)
    w = max(f4(0.0), -logf(f4(4.0) * left * right))
    a = w - f4(2.5)
    p = f4(2.81022636e-08) * a + f4(3.43273939e-07)
    p = (p * a + f4(-3.5233877e-06)) * a + f4(-4.39150654e-06)
    p = (p * a + f4(0.00021858087)) * a + f4(-0.00125372503)
    p = (p * a + f4(-0.00417768164)) * a + f4(0.246640727)
    p = p * a + f4(1.50140941)
    s = np.sqrt(w) - f4(3.0)
    q = f4(-0.000200214257) * s + f4(0.000100950558)
    q = (q * s + f4(0.00134934322)) * s + f4(-0.00367342844)
    q = (q * s + f4(0.00573950773)) * s + f4(-0.0076224613)
    q = (q * s + f4(0.00943887047)) * s + f4(1.00167406)
    q = q * s + f4(2.83297682)
    return f4(1.4142135) * (left - right) * (p if w < f4(5.0) else q)


@small
def of_lost(x):
    """(1 − exp(−x))/x for 0 ≤ x < ¼."""
    p = -x / 479001600.0 + 1.0 / 39916800.0
    p = (p * x - 1.0 / 3628800.0) * x + 1.0 / 362880.0
    p = (p * x - 1.0 / 40320.0) * x + 1.0 / 5040.0
    p = (p * x - 1.0 / 720.0) * x + 1.0 / 120.0
    p = (p * x - 1.0 / 24.0) * x + 1.0 / 6.0
    return (p * x - 0.5) * x + 1.0


@block
def draw(m, name, day, z0, z1, z2, k0, k1):
    """Three normal numbers of each lane."""
    for i in range(m):
        a, b, c, _ = philox(name[i], u4(day), u4(0), u4(STAYS), k0, k1)
        z0[i], z1[i], z2[i] = normal(a), normal(b), normal(c)
