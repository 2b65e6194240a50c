"""The engine compiled: kernels generated from a model, in blocks, for Numba. The NumPy engine is its reference."""
