"""Trains the reader of statements: which events a statement speaks of, of what kind it is, and whether it denies them.

    PYTHONPATH=src:quality:training/tagger:training/events python training/events/train.py --weights MINILM --out build/events

Layers of MiniLM-L6 and one linear head over a statement in its context (examples.py says from where). Scored on the claims of the dev
split of quality/corpus and of any other named. The rate falls over `--epochs`; training ends after `--stop` of them. Seeded; state is saved after each epoch, and `--resume` goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from examples import EVENTS, Encoded, articles, encoded, training
from model import read_encoder
from network import OUTPUTS, StatementReader
from tokenizers import Tokenizer
from torch.nn import functional

MASK = 103
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def batch_of(items: list[Encoded], hidden: float, chance: np.random.Generator) -> Batch:
    """Pieces, places, mask, events, kinds and denials of one batch; a share of the pieces hidden."""
    longest = max(len(one.pieces) for one in items)
    ids = np.zeros((len(items), longest), dtype=np.int64)
    places = np.zeros_like(ids)
    for row, one in enumerate(items):
        ids[row, : len(one.pieces)] = one.pieces
        places[row, : len(one.pieces)] = one.places
    on = ids > 0
    ids[(chance.random(ids.shape) < hidden) & on & (ids > MASK)] = MASK
    return (
        torch.from_numpy(ids),
        torch.from_numpy(places),
        torch.from_numpy(on),
        torch.from_numpy(np.stack([one.events for one in items])),
        torch.tensor([one.kind for one in items]),
        torch.tensor([one.denied for one in items]),
    )


def loss_of(scores: torch.Tensor, batch: Batch, positive: float) -> torch.Tensor:
    """Cross-entropies of events, kind and denial, a mean over the batch."""
    events, kinds, denied = batch[3:]
    count = len(EVENTS)
    weight = torch.full((count,), positive)
    total = functional.binary_cross_entropy_with_logits(scores[:, :count], events, pos_weight=weight, reduction="sum")
    known = kinds >= 0
    if known.any():
        total = total + functional.cross_entropy(scores[known, count : OUTPUTS - 1], kinds[known], reduction="sum")
        total = total + functional.binary_cross_entropy_with_logits(
            scores[known, -1], denied[known].float(), reduction="sum"
        )
    return total / len(kinds)


def figures(model: StatementReader, items: list[Encoded]) -> dict[str, object]:
    """How often the likeliest event is meant, precision and recall at thresholds, and the shares of kinds and denials right."""
    model.eval()
    with torch.inference_mode():
        parts = [batch_of(items[i : i + 32], 0.0, np.random.default_rng(0)) for i in range(0, len(items), 32)]
        scores = torch.cat([model(*part[:3]) for part in parts])
    chances = torch.sigmoid(scores[:, : len(EVENTS)])
    gold = torch.cat([part[3] for part in parts]) > 0
    kinds, denied = (torch.cat([part[i] for part in parts]) for i in (4, 5))
    some = gold.any(1)
    first = gold[some].gather(1, chances[some].argmax(1, keepdim=True)).float().mean()
    result: dict[str, object] = {"likeliest right": round(float(first), 3)}
    for threshold in (0.3, 0.5, 0.7):
        yes = chances > threshold
        right = int((yes & gold).sum())
        result[str(threshold)] = (round(right / max(1, int(yes.sum())), 3), round(right / int(gold.sum()), 3))
    known = kinds >= 0
    kind = scores[:, len(EVENTS) : -1].argmax(1)
    result["kind"] = round(float((kind == kinds)[known].float().mean()), 3)
    result["denial"] = round(float(((scores[:, -1] > 0) == (denied > 0))[known].float().mean()), 3)
    return result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of MiniLM-L6")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--score", nargs="*", default=["dev"], help="splits of quality/corpus")
    parser.add_argument("--resume", action="store_true")
    for name, kind, default in (
        ("layers", int, 6), ("epochs", int, 5), ("stop", int, 3), ("batch", int, 32), ("rate", float, 1.5e-4), ("dropout", float, 0.15),
        ("hidden", float, 0.1), ("positive", float, 1.5), ("seed", int, 1), ("threads", int, 2), ("times", int, 2),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=default)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(given.weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train = training(tokenizer, given.times)
    held = {
        name: [encoded(one, tokenizer) for one in articles(name, optional=False, silent=False)] for name in given.score
    }
    print(len(train), "to train on,", {name: len(items) for name, items in held.items()}, flush=True)
    model = StatementReader(read_encoder(given.weights, given.dropout), given.layers, given.dropout)
    model.encoder.piece.weight.requires_grad_(requires_grad=False)
    free = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in free if not n.startswith("head.")], "factor": 1.0},
        {"params": [p for n, p in free if n.startswith("head.")], "factor": 5.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=given.rate, weight_decay=0.01)
    total = given.epochs * (len(train) // given.batch + 1)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    step, first, begun = 0, 0, time.monotonic()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.resume and (given.out / "state.pt").exists():
        state = torch.load(given.out / "state.pt")
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, step, first = state["average"], state["step"], state["epoch"]
    for epoch in range(first, min(given.epochs, given.stop)):
        chance = random.Random(f"{given.seed} {epoch}")
        order = list(range(len(train)))
        chance.shuffle(order)
        order.sort(key=lambda i: len(train[i].pieces) // 8)
        cuts = [order[i : i + given.batch] for i in range(0, len(order), given.batch)]
        chance.shuffle(cuts)
        losses = []
        for cut in cuts:
            torch.manual_seed(given.seed * 1_000_003 + step)
            batch = batch_of([train[i] for i in cut], given.hidden, np.random.default_rng([given.seed, step]))
            model.train()
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(*batch[:3])
            loss = loss_of(scores, batch, given.positive)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in free], 1.0)
            share = min((step + 1) / (0.06 * total), max(0.0, (total - step) / (0.94 * total)))
            for group in optimizer.param_groups:
                group["lr"] = given.rate * group["factor"] * share
            optimizer.step()
            step += 1
            keep = min(0.995, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    average[name].lerp_(value, 1 - keep)
            losses.append(loss.item())
        probe = StatementReader(read_encoder(given.weights, 0.0), given.layers, 0.0)
        probe.load_state_dict(average)
        scored = {name: figures(probe, items) for name, items in held.items() if items}
        print(epoch, round(float(np.mean(losses)), 3), round(time.monotonic() - begun), json.dumps(scored), flush=True)
        torch.save(average, given.out / "average.pt")
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step,
             "epoch": epoch + 1},
            given.out / "state.pt",
        )  # fmt: skip


if __name__ == "__main__":
    main()
