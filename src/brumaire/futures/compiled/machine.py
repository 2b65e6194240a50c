"""Machine code of a kernel: made by Numba once, and run by LLVM alone ever after, since importing Numba takes longer than many a run.

The code is one object file with one function, `enter`, which needs nothing but the C library. It runs on the processor that it was made for.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from types import ModuleType
from typing import Any

SETTINGS = ("NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES", "NUMBA_ENABLE_AVX", "NUMBA_OPT")
"""Of the environment, what changes the code that Numba makes."""
DECLARED = re.compile(r'^declare .*? @"?([^"(]+)"?\(', re.MULTILINE)
_ENGINES: list[Any] = []


@cache
def here() -> str:
    """What machine code is made for and by: a hash of processor, versions and settings."""
    import llvmlite.binding as llvm  # type: ignore[import-untyped]  # it has no types

    made_by = [f"{package} {version(package)}" for package in ("numba", "llvmlite")]
    processor = [llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()]
    settings = [os.environ.get(name, "") for name in SETTINGS]
    return hashlib.sha256("\n".join([*made_by, *processor, *settings]).encode()).hexdigest()[:16]


def compiled(module: ModuleType) -> tuple[bytes, bool]:
    """Machine code of a kernel's source, and whether it may be kept: it needs nothing that Numba alone has."""
    from numba import types

    made = module.enter.compile((types.int64, types.int64))
    result = module.enter.overloads[types.int64, types.int64]
    assert made is not None
    _, _, (code, _) = result.library.serialize_using_object_code()
    process = ctypes.pythonapi
    needs = [name for name in DECLARED.findall(result.library.get_llvm_str()) if not name.startswith("llvm.")]
    return result.fndesc.llvm_func_name.encode() + b"\0" + code, all(hasattr(process, name) for name in needs)


def linked(code: bytes) -> Callable[[int, int], int]:
    """The function `enter` of machine code: takes the number of a call and the address of its table."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(codemodel="jitdefault", jit=True)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target)
    name, _, rest = code.partition(b"\0")
    engine.add_object_file(llvm.ObjectFileRef.from_data(rest))
    engine.finalize_object()
    _ENGINES.append(engine)  # which owns the code
    # Numba's functions return a status and write their result to where the first argument points; the second is for what they raise.
    inner = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)(
        engine.get_function_address(name.decode())
    )

    def enter(call: int, table: int) -> int:
        result, raised = ctypes.c_int64(), ctypes.c_void_p()
        status = inner(ctypes.byref(result), ctypes.byref(raised), call, table)
        assert status == 0
        return result.value

    return enter
