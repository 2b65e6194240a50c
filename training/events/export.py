"""Writes the trained reader of statements as an int8 ONNX model; the table of pieces and the tokenizer are the tagger's.

PYTHONPATH=src:quality:training/tagger:training/events python training/events/export.py --weights MINILM --trained build/events/average.pt --out FOLDER
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from examples import EVENTS, KINDS
from graph import Graph, dense, encoder, save
from model import read_encoder
from network import OUTPUTS, VOTES, StatementReader
from onnx import TensorProto


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of MiniLM-L6")
    parser.add_argument("--trained", type=Path, required=True, help="average.pt of training/events/train.py")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    model = StatementReader(read_encoder(given.weights, 0.0), given.layers, 0.0)
    state = torch.load(given.trained, map_location="cpu")
    model.load_state_dict(state)
    # Features that are not used here add the same everywhere, which goes into the positions.
    with torch.no_grad():
        for name in ("shape", "quote"):
            model.encoder.position.weight += getattr(model.encoder, name).weight[0]
    graph = Graph(7)
    dense(graph, encoder(graph, model.encoder, ("place",)), model.head, "scores")
    given.out.mkdir(parents=True, exist_ok=True)
    path = given.out / "events.onnx"
    inputs = {"vectors": (TensorProto.FLOAT, ["pieces", 384]), "place": (TensorProto.INT64, ["pieces"])}
    save(graph, inputs, {"scores": ["pieces", OUTPUTS + VOTES]}, path)
    (given.out / "events.json").write_text(json.dumps({"events": EVENTS, "kinds": KINDS}) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
