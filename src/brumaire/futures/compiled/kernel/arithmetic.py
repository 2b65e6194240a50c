"""Random numbers, normals, exponentials and logarithms of the kernels, in single precision."""

import math

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

f4, f8, i4, i8, u4, u8 = np.float32, np.float64, np.int32, np.int64, np.uint32, np.uint64
i1, u1, b1 = np.int8, np.uint8, np.bool_
SWIFT = {"contract", "nsz", "arcp"}
# No arrays are made here, so that nobody counts references to them: locked additions that cost more than the arithmetic.
# Nothing is called from Python but `enter`, and that without Numba, whose wrappers would need Numba.
kernel = njit(
    fastmath=SWIFT, error_model="numpy", nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True
)
entry = kernel
inside = njit(fastmath=SWIFT, error_model="numpy", nogil=True, forceinline=True, _nrt=False)
small = njit(fastmath=SWIFT, error_model="numpy", nogil=True, forceinline=True)
exactly = njit(error_model="numpy", nogil=True, forceinline=True)

NOISE_BLOCK, CLOCK_BLOCK, AT_EXIT_BLOCK, EXIT_STREAM = 0, 1024, 16384, 4
FOLD = 1 << 17
FIRST_MASS = 1e-9
FEW = 0.25
TRACE = f4(1e-30)
SANE = f4(1e30)


@intrinsic
def float_of(context, bits):
    """The float32 with the bits of an int32."""
    from llvmlite import ir

    def make(_, builder, __, arguments):
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), make


@intrinsic
def bits_of(context, number):
    """The bits of a float32 as an int32."""
    from llvmlite import ir

    def make(_, builder, __, arguments):
        return builder.bitcast(arguments[0], ir.IntType(32))

    return types.int32(types.float32), make


@intrinsic
def word(context, table, place):
    """A whole number of a table of words."""
    from llvmlite import ir

    def make(_, builder, __, arguments):
        words = builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())
        return builder.load(builder.gep(words, [arguments[1]]))

    return types.int64(types.int64, types.int64), make


@intrinsic(prefer_literal=True)
def array(context, table, place, dimensions, kind):
    """The array whose address and lengths stand in a table of words."""
    from llvmlite import ir
    from numba.np.arrayobj import populate_array

    many = dimensions.literal_value
    made = types.Array(kind.dtype, many, "C")

    def make(context, builder, _, arguments):
        i64 = ir.IntType(64)
        words = builder.inttoptr(arguments[0], i64.as_pointer())
        first = place.literal_value
        address, *shape = (builder.load(builder.gep(words, [i64(first + k)])) for k in range(1 + many))
        size = i64(context.get_abi_sizeof(context.get_data_type(made.dtype)))
        strides = [size]
        for length in shape[:0:-1]:
            strides.insert(0, builder.mul(strides[0], length))
        found = context.make_array(made)(context, builder)
        data = builder.inttoptr(address, found.data.type)
        populate_array(found, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
        return found._getvalue()  # noqa: SLF001 -- as Numba's own functions do

    return made(table, place, dimensions, kind), make


@small
def lower(a, b):
    """The smaller of two numbers; what is no number stays so."""
    return a if (a < b) | (a != a) else b  # noqa: PLR0124 -- only what is no number differs from itself


@small
def higher(a, b):
    """The larger of two numbers; what is no number stays so."""
    return a if (a > b) | (a != a) else b  # noqa: PLR0124


@small
def expf(x):
    """Exp in single precision: 2ⁿ times a polynomial on [−ln 2/2, ln 2/2]; the argument is kept within ±87.

    Coefficients: the Taylor series to the sixth power, whose rest is below 2⁻²³ there. What is no number stays so: Numba's max
    and min give the first argument where they cannot compare.
    """
    x = max(x, f4(-87.0))
    x = min(x, f4(87.0))
    n = np.floor(x * f4(1.4426950408889634) + f4(0.5))
    r = x - n * f4(0.693359375)
    r = r + n * f4(2.12194440e-4)
    p = f4(1.0 / 720.0)
    p = p * r + f4(1.0 / 120.0)
    p = p * r + f4(1.0 / 24.0)
    p = p * r + f4(1.0 / 6.0)
    p = p * r + f4(0.5)
    p = p * r + f4(1.0)
    p = p * r + f4(1.0)
    return p * float_of(i4((i4(n) + i4(127)) << i4(23)))


@small
def halves(x):
    """The natural logarithm of a positive number in single precision, from its exponent and 2·artanh of the rest."""
    bits = bits_of(x)
    e = i4((bits >> i4(23)) - i4(127))
    m = float_of(i4((bits & i4(0x7FFFFF)) | i4(0x3F800000)))
    large = m > f4(1.4142135)
    m = m * f4(0.5) if large else m
    power = f4(e) + (f4(1.0) if large else f4(0.0))
    s = (m - f4(1.0)) / (m + f4(1.0))
    q = s * s
    p = f4(2.0 / 9.0)
    p = p * q + f4(2.0 / 7.0)
    p = p * q + f4(2.0 / 5.0)
    p = p * q + f4(2.0 / 3.0)
    p = p * q + f4(2.0)
    return s * p + power * f4(0.6931471805599453)


@small
def logf(x):
    """The natural logarithm; −∞ at 0 and no number below."""
    return f4(math.log(f8(x))) if x > f4(0.0) else (f4(-np.inf) if x == f4(0.0) else f4(np.nan))


@small
def sqrtf(x):
    """The square root."""
    return f4(np.sqrt(x))


@small
def logisticf(x):
    """1/(1 + exp(−x))."""
    return f4(1.0) / (f4(1.0) + expf(-x))


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


@exactly
def uniform(word):
    """A word as a number in (0, 1)."""
    return (f8(word) + 0.5) * 2.0**-32


@small
def normal(word):
    """A standard normal number from a word, by the inverse distribution function.

    Giles's polynomials for the inverse error function in single precision (recalled, unchecked; a test holds them to the exact function).
    Both tails are measured from their own end, so that they keep their precision.
    """
    left = (f4(word) + f4(0.5)) * f4(2.0**-32)
    right = (f4(word ^ u4(0xFFFFFFFF)) + f4(0.5)) * f4(2.0**-32)
    w = -halves(f4(4.0) * left * right)
    w = max(f4(0.0), w)
    a = w - f4(2.5)
    p = f4(2.81022636e-08)
    p = p * a + f4(3.43273939e-07)
    p = p * a + f4(-3.5233877e-06)
    p = p * a + f4(-4.39150654e-06)
    p = p * a + f4(0.00021858087)
    p = p * a + f4(-0.00125372503)
    p = p * a + f4(-0.00417768164)
    p = p * a + f4(0.246640727)
    p = p * a + f4(1.50140941)
    s = np.sqrt(w) - f4(3.0)
    q = f4(-0.000200214257)
    q = q * s + f4(0.000100950558)
    q = q * s + f4(0.00134934322)
    q = q * s + f4(-0.00367342844)
    q = q * s + f4(0.00573950773)
    q = q * s + f4(-0.0076224613)
    q = q * s + f4(0.00943887047)
    q = q * s + f4(1.00167406)
    q = q * s + f4(2.83297682)
    return f4(1.4142135) * (left - right) * (p if w < f4(5.0) else q)


@exactly
def lost(x):
    """1 − exp(−x), to full precision for small x."""
    if x < 0.02:
        return x * (1.0 - x * (0.5 - x * (1.0 / 6.0 - x * (1.0 / 24.0 - x * (1.0 / 120.0 - x / 720.0)))))
    return -math.expm1(-x)


@exactly
def of_lost(x):
    """(1 − exp(−x))/x for x from 0 to `FEW`, to full precision and without a branch: the series to the eleventh power."""
    p = -1.0 / 479001600.0
    p = p * x + 1.0 / 39916800.0
    p = p * x - 1.0 / 3628800.0
    p = p * x + 1.0 / 362880.0
    p = p * x - 1.0 / 40320.0
    p = p * x + 1.0 / 5040.0
    p = p * x - 1.0 / 720.0
    p = p * x + 1.0 / 120.0
    p = p * x - 1.0 / 24.0
    p = p * x + 1.0 / 6.0
    p = p * x - 0.5
    return p * x + 1.0
