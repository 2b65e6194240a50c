"""Writes the trained reader of events as an int8 ONNX model; the table of pieces and the tokenizer are the tagger's.

PYTHONPATH=src:quality:training/tagger python training/events/export.py --weights MINILM --trained build/events/average.pt --out FOLDER
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from graph import Graph, dense, encoder, save
from model import read_encoder
from onnx import TensorProto
from train import EVENTS, LONGEST, EventReader


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of MiniLM-L6")
    parser.add_argument("--trained", type=Path, required=True, help="average.pt of training/events/train.py")
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    model = EventReader(read_encoder(given.weights, 0.0), given.layers, 0.0)
    state = torch.load(given.trained, map_location="cpu")
    model.load_state_dict(state)
    # The features are not used here: what they add is the same everywhere and goes into the positions.
    with torch.no_grad():
        for name in ("shape", "quote", "place"):
            model.encoder.position.weight += getattr(model.encoder, name).weight[0]
    graph = Graph(7)
    dense(graph, encoder(graph, model.encoder, ()), model.head, "scores")
    given.out.mkdir(parents=True, exist_ok=True)
    path = given.out / "events.onnx"
    save(graph, {"vectors": (TensorProto.FLOAT, ["pieces", 384])}, {"scores": ["pieces", len(EVENTS) + 1]}, path)
    (given.out / "events.json").write_text(json.dumps({"events": EVENTS, "longest": LONGEST}) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
