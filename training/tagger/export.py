"""Writes trained weights as an int8 ONNX model with the table of pieces, the tokenizer and decoding tables."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from graph import Graph, dense, encoder, save, save_pieces
from model import Tagger, read_encoder
from onnx import TensorProto

FEATURES = ("shape", "quote", "place")


def build(model: Tagger, bits: int, path: Path) -> None:
    """The whole network for one window: no batch axis."""
    graph = Graph(bits)
    at_words = graph.add("Gather", [encoder(graph, model.encoder, FEATURES), "first"], "at_words")
    dense(graph, at_words, model.emit, "emissions")
    dense(graph, at_words, model.linker.project, "projections")
    inputs = {"vectors": (TensorProto.FLOAT, ["pieces", 384])}
    inputs |= {name: (TensorProto.INT64, ["pieces"]) for name in FEATURES} | {"first": (TensorProto.INT64, ["words"])}
    outputs = {
        "emissions": ["words", model.emit.out_features],
        "projections": ["words", model.linker.project.out_features],
    }
    save(graph, inputs, outputs, path)


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
    given = parser.parse_args()
    model = Tagger(read_encoder(given.weights, 0.0), 0.0)
    runs = [torch.load(path, map_location="cpu") for path in given.trained]
    model.load_state_dict({name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]})
    model.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    build(model, given.bits, given.out / "tagger.onnx")
    save_pieces(model.encoder, given.out / "pieces.npz")
    small_tokenizer(given.weights / "tokenizer.json", given.out / "tokenizer.json")
    tables = model.tables()
    rounded = {k: v if k == "labels" else np.round(np.array(v), 5).tolist() for k, v in tables.items()}
    settings = {"core": given.core, "context": given.context, "tables": rounded}
    (given.out / "tagger.json").write_text(json.dumps(settings, separators=(",", ":")) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in given.out.iterdir())
    print(f"{given.out}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
