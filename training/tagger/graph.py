"""Nodes of ONNX graphs: linear layers in whole numbers, and the encoder's layers.

Activations are quantised per call when the model runs (8 bits, asymmetric), weights here, per output channel and symmetric, to 7 bits by
default: sums of products then stay within 16 bits, so that processors without 8-bit dot products give the same integers as
those with them. Pieces come in as vectors: the table (int8 with one scale a row) is shared by the networks and lies beside them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from model import HEADS, WIDTH, Encoder
from onnx import TensorProto, helper, numpy_helper

POSITIONS = 258  # the longest window of training: 256 pieces and two marks


class Graph:
    """Collects nodes and constants."""

    def __init__(self, bits: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.limit = 2 ** (bits - 1) - 1

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def quantise(self, x: str) -> tuple[str, str, str]:
        parts = (f"{x}.q", f"{x}.scale", f"{x}.zero")
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], list(parts), name=f"{x}.quantise"))
        return parts

    def linear(self, x: tuple[str, str, str], layer: torch.nn.Linear, name: str) -> str:
        weight = layer.weight.detach().numpy().T
        scale = np.abs(weight).max(0) / self.limit
        scale[scale == 0] = 1
        whole = np.rint(weight / scale).astype(np.int8)
        product = self.add("MatMulInteger", [x[0], self.constant(f"{name}.weight", whole), x[2]], f"{name}.integers")
        product = self.add("Cast", [product], f"{name}.floats", to=TensorProto.FLOAT)
        both = self.add("Mul", [x[1], self.constant(f"{name}.scale", scale.astype(np.float32))], f"{name}.scales")
        product = self.add("Mul", [product, both], f"{name}.product")
        return self.add("Add", [product, self.constant(f"{name}.bias", layer.bias.detach().numpy())], f"{name}.out")

    def norm(self, x: str, layer: torch.nn.LayerNorm, name: str) -> str:
        scale = self.constant(f"{name}.weight", layer.weight.detach().numpy())
        bias = self.constant(f"{name}.bias", layer.bias.detach().numpy())
        return self.add("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=layer.eps)


def encoder(graph: Graph, model: Encoder, features: tuple[str, ...]) -> str:
    """The nodes from the inputs `vectors` and one whole number a piece for each feature to the last layer's output."""
    batch = graph.constant("batch", np.array([0]))
    positions = graph.constant("position.table", model.position.weight.detach().numpy()[:POSITIONS])
    length = graph.add("Gather", [graph.add("Shape", ["vectors"], "extent"), batch], "length")
    x = graph.add("Slice", [positions, batch, length], "position.vectors")
    x = graph.add("Add", ["vectors", x], "position.added")
    for name in features:
        values = graph.constant(f"{name}.table", getattr(model, name).weight.detach().numpy())
        x = graph.add("Add", [x, graph.add("Gather", [values, name], f"{name}.vectors")], f"{name}.added")
    x = graph.norm(x, model.norm, "embedded")
    for number, layer in enumerate(model.layers):
        base = f"layer{number}"
        mixed = graph.linear(graph.quantise(x), layer.mixed, f"{base}.mixed")
        mixed = graph.add("Unsqueeze", [mixed, batch], f"{base}.batched")
        parts = [f"{base}.query", f"{base}.key", f"{base}.value"]
        sizes = graph.constant(f"{base}.sizes", np.array([WIDTH] * 3))
        graph.nodes.append(helper.make_node("Split", [mixed, sizes], parts, name=f"{base}.split", axis=2))
        attended = graph.add("MultiHeadAttention", parts, f"{base}.attended", domain="com.microsoft", num_heads=HEADS)
        attended = graph.add("Squeeze", [attended, batch], f"{base}.heads")
        out = graph.linear(graph.quantise(attended), layer.out, f"{base}.out")
        x = graph.norm(graph.add("Add", [x, out], f"{base}.sum1"), layer.norm_attention, f"{base}.norm1")
        up = graph.linear(graph.quantise(x), layer.up, f"{base}.up")
        down = graph.linear(graph.quantise(graph.add("Gelu", [up], f"{base}.gelu")), layer.down, f"{base}.down")
        x = graph.norm(graph.add("Add", [x, down], f"{base}.sum2"), layer.norm_output, f"{base}.norm2")
    return x


def dense(graph: Graph, x: str, layer: torch.nn.Linear, name: str) -> None:
    """A linear layer in floating point, as an output of the graph."""
    product = graph.add(
        "MatMul", [x, graph.constant(f"{name}.weight", layer.weight.detach().numpy().T)], f"{name}.product"
    )
    graph.add("Add", [product, graph.constant(f"{name}.bias", layer.bias.detach().numpy())], name)


def save(graph: Graph, inputs: dict[str, tuple[int, list]], outputs: dict[str, list], path: Path) -> None:
    """Writes the graph. `inputs`: element type and shape; `outputs`: shape of floats; names stand for lengths that vary."""
    built = helper.make_model(
        helper.make_graph(
            graph.nodes,
            path.stem,
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)],
        producer_name="brumaire",
    )
    built.ir_version = 9
    onnx.save(built, path)


def save_pieces(model: Encoder, path: Path) -> None:
    """The table of word pieces, int8 with one scale a row."""
    table = model.piece.weight.detach().numpy()
    scales = np.abs(table).max(1, keepdims=True) / 127
    scales[scales == 0] = 1
    np.savez(path, whole=np.rint(table / scales).astype(np.int8), scales=scales.astype(np.float32))
