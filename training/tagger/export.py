"""Writes trained weights as an int8 ONNX model with its tokenizer and decoding tables.

The graph is built node by node. Linear layers: activations quantised per window when the model runs (8 bits,
asymmetric), weights here, per output channel and symmetric, to 7 bits by default: sums of products then stay within 16 bits, so that
processors without 8-bit dot products give the same integers as those with them. The piece table is int8 with one scale a row.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from model import HEADS, LAYERS, WIDTH, Tagger, read_encoder
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


def build(model: Tagger, bits: int) -> onnx.ModelProto:
    """The whole network for one window: no batch axis."""
    graph, encoder = Graph(bits), model.encoder
    table = encoder.piece.weight.detach().numpy()
    scale = np.abs(table).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    whole = graph.add("Gather", [graph.constant("piece", np.rint(table / scale).astype(np.int8)), "ids"], "piece.q")
    rows = graph.add("Gather", [graph.constant("piece.scale", scale.astype(np.float32)), "ids"], "piece.rows")
    x = graph.add("Cast", [whole], "piece.floats", to=TensorProto.FLOAT)
    x = graph.add("Mul", [x, rows], "piece.vectors")
    batch = graph.constant("batch", np.array([0]))
    positions = graph.constant("position.table", encoder.position.weight.detach().numpy()[:POSITIONS])
    length = graph.add("Shape", ["ids"], "length")
    x = graph.add("Add", [x, graph.add("Slice", [positions, batch, length], "position.vectors")], "position.added")
    for name in ("shape", "quote", "place"):
        values = graph.constant(f"{name}.table", getattr(encoder, name).weight.detach().numpy())
        x = graph.add("Add", [x, graph.add("Gather", [values, name], f"{name}.vectors")], f"{name}.added")
    x = graph.norm(x, encoder.norm, "embedded")
    for number in range(LAYERS):
        layer, base = encoder.layers[number], f"layer{number}"
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
    at_words = graph.add("Gather", [x, "first"], "at_words")
    heads = (("emissions", model.emit), ("projections", model.linker.project), ("events", model.events))
    for name, layer in heads:
        weight = graph.constant(f"{name}.weight", layer.weight.detach().numpy().T)
        product = graph.add("MatMul", [at_words, weight], f"{name}.product")
        graph.add("Add", [product, graph.constant(f"{name}.bias", layer.bias.detach().numpy())], name)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [size])
        for name, size in (
            ("ids", "pieces"),
            ("shape", "pieces"),
            ("quote", "pieces"),
            ("place", "pieces"),
            ("first", "words"),
        )
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", layer.out_features]) for name, layer in heads
    ]
    whole_graph = helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    built = helper.make_model(whole_graph, opset_imports=opsets, producer_name="brumaire")
    built.ir_version = 9
    return built


def small_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without truncation, padding and added templates, as compact JSON."""
    settings = json.loads(source.read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = settings["post_processor"] = None
    target.write_text(json.dumps(settings, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--trained", type=Path, required=True, nargs="+", help="average.pt of a training run; of several, their mean"
    )
    parser.add_argument(
        "--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json of MiniLM-L6"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bits", type=int, default=7, choices=(7, 8))
    parser.add_argument("--core", type=int, default=180)
    parser.add_argument("--context", type=int, default=0)
    parser.add_argument("--card", type=Path, help="model card to lay beside the model")
    given = parser.parse_args()
    model = Tagger(read_encoder(given.weights, 0.0), 0.0)
    runs = [torch.load(path, map_location="cpu") for path in given.trained]
    model.load_state_dict({name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]})
    model.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model, given.bits), given.out / "model.onnx")
    small_tokenizer(given.weights / "tokenizer.json", given.out / "tokenizer.json")
    tables = model.tables()
    rounded = {k: v if k in ("labels", "events") else np.round(np.array(v), 5).tolist() for k, v in tables.items()}
    settings = {"core": given.core, "context": given.context, "tables": rounded}
    (given.out / "tagger.json").write_text(json.dumps(settings, separators=(",", ":")) + "\n", encoding="utf-8")
    if given.card:
        shutil.copy(given.card, given.out / "model_card.md")
    size = sum(path.stat().st_size for path in given.out.iterdir())
    print(f"{given.out}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
