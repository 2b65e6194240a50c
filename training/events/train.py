"""Trains the reader of events: which events of the vocabulary a statement speaks of.

    PYTHONPATH=src:quality:training/tagger python training/events/train.py --weights MINILM --out build/events

The lowest layers of MiniLM-L6 and one linear head, on statements of our own (training/events/*.yaml) and the annotated claims of
quality/corpus/train, each read alone. Scored on the claims of quality/corpus/dev. Seeded; a run takes some minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from pathlib import Path

import corpus_format
import numpy as np
import torch
from model import FORBIDDEN, Encoder, read_encoder
from ruamel.yaml import YAML
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from brumaire.claims.text.sentences import inner_sentences
from brumaire.questions import vocabulary

EVENTS = tuple(name for name in vocabulary().events if name != "other")
CLS, SEP, MASK = 101, 102, 103
LONGEST = 96  # pieces of a statement, marks apart
HERE = Path(__file__).parent


class EventReader(nn.Module):
    """Lowest layers, then log-odds of each event: the pieces' scores, weighed by their votes."""

    def __init__(self, encoder: Encoder, layers: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        del self.encoder.layers[layers:]
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(384, len(EVENTS) + 1)
        nn.init.constant_(self.head.bias, -4.0)

    def forward(self, ids: Tensor, on: Tensor) -> Tensor:
        """Log-odds (batch, events). `on` is 1 where there is a piece."""
        mask = torch.where(on, 0.0, FORBIDDEN)[:, None, None, :]
        nothing = torch.zeros_like(ids)
        scores = self.head(self.dropout(self.encoder(ids, nothing, nothing, nothing, mask))).float()
        votes = torch.softmax(scores[..., -1].masked_fill(~on, FORBIDDEN), dim=1)
        return (votes.unsqueeze(2) * scores[..., :-1]).sum(1)


def multi_hot(names: list[str]) -> list[float]:
    """1 for each of EVENTS that is named; `other` names none."""
    unknown = set(names) - set(EVENTS) - {"other"}
    if unknown:
        raise ValueError(f"not in the vocabulary: {', '.join(sorted(unknown))}")
    return [float(name in names) for name in EVENTS]


def written(path: Path) -> list[tuple[str, list[float]]]:
    """The statements of one YAML file, each once."""
    result = []
    for key, value in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
        lines = value.splitlines() if isinstance(value, str) else value
        events = multi_hot(key.replace("+", " ").split())
        result += [(line.strip(), events) for line in dict.fromkeys(lines) if line and line.strip()]
    return result


def annotated(split: str, *, optional: bool) -> list[tuple[str, list[float]]]:
    """The contents of the claims of one split, their conditions cut out."""
    result = []
    for article in corpus_format.load(split):
        for row in article.rows:
            if row.optional and not optional:
                continue
            text, start = row.claim.content.quote, row.claim.content.start
            if row.claim.condition:
                a, b = row.claim.condition.span.start - start, row.claim.condition.span.end - start
                if 0 <= a < b <= len(text) and b - a < len(text) - 8:
                    text = f"{text[:a]} {text[b:]}"
            result.append((" ".join(text.split()), multi_hot(list(row.claim.events))))
    return result


def unclaimed(split: str) -> list[tuple[str, list[float]]]:
    """Sentences of the articles of one split in which no claim is annotated: they speak of no event."""
    result = []
    for article in corpus_format.load(split):
        spans = [span for row in article.rows for span in (row.claim.content, *row.places)]
        for match in re.finditer(r"[^\n]+", article.text):
            for start, end in inner_sentences(article.text, *match.span()):
                if not any(span.start < end and start < span.end for span in spans):
                    result.append((" ".join(article.text[start:end].split()), multi_hot([])))
    return result


def batch_of(items: list[tuple[list[int], list[float]]], hidden: float, chance: np.random.Generator) -> tuple:
    """Pieces, mask and events of one batch; a share of the pieces hidden."""
    longest = max(len(pieces) for pieces, _ in items) + 2
    ids = np.zeros((len(items), longest), dtype=np.int64)
    for row, (pieces, _) in enumerate(items):
        ids[row, : len(pieces) + 2] = [CLS, *pieces, SEP]
    on = ids > 0
    ids[(chance.random(ids.shape) < hidden) & on & (ids != CLS) & (ids != SEP)] = MASK
    return torch.from_numpy(ids), torch.from_numpy(on), torch.tensor([events for _, events in items])


def figures(model: EventReader, items: list, thresholds: tuple[float, ...] = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)) -> dict:
    """Precision and recall at thresholds, and how often the likeliest event is one of those meant."""
    model.eval()
    with torch.inference_mode():
        parts = [batch_of(items[i : i + 32], 0.0, np.random.default_rng(0)) for i in range(0, len(items), 32)]
        chances = torch.cat([torch.sigmoid(model(ids, on)) for ids, on, _ in parts])
    gold = torch.cat([events for _, _, events in parts]) > 0
    some = gold.any(1)
    first = gold[some].gather(1, chances[some].argmax(1, keepdim=True)).float().mean()
    result: dict = {"likeliest right": round(float(first), 3)}
    for threshold in thresholds:
        yes = chances > threshold
        right = int((yes & gold).sum())
        result[threshold] = (round(right / max(1, int(yes.sum())), 3), round(right / int(gold.sum()), 3))
    return result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--weights", type=Path, required=True, help="folder of MiniLM-L6: model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True)
    for name, kind, default in (
        ("layers", int, 3), ("epochs", int, 9), ("batch", int, 32), ("rate", float, 2e-4), ("dropout", float, 0.15),
        ("hidden", float, 0.1), ("positive", float, 1.5), ("seed", int, 1), ("threads", int, 2), ("corpus-times", int, 2),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=default)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    tokenizer = Tokenizer.from_file(str(given.weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def pieces(items: list[tuple[str, list[float]]]) -> list[tuple[list[int], list[float]]]:
        return [(tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST], events) for text, events in items]

    alone = [one for path in sorted(HERE.glob("*.yaml")) for one in written(path)]
    train = pieces(alone) + given.corpus_times * pieces([*annotated("train", optional=True), *unclaimed("train")])
    dev = pieces(annotated("dev", optional=False))
    model = EventReader(read_encoder(given.weights, given.dropout), given.layers, given.dropout)
    model.encoder.piece.weight.requires_grad_(requires_grad=False)
    groups = [
        {
            "params": [p for n, p in model.named_parameters() if not n.startswith("head.") and p.requires_grad],
            "factor": 1.0,
        },
        {"params": list(model.head.parameters()), "factor": 5.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=given.rate, weight_decay=0.01)
    total = given.epochs * (len(train) // given.batch + 1)
    step, begun = 0, time.monotonic()
    given.out.mkdir(parents=True, exist_ok=True)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    weight = torch.full((len(EVENTS),), given.positive)
    for epoch in range(given.epochs):
        chance = random.Random(f"{given.seed} {epoch}")
        order = list(range(len(train)))
        chance.shuffle(order)
        order.sort(key=lambda i: len(train[i][0]) // 4)
        cuts = [order[i : i + given.batch] for i in range(0, len(order), given.batch)]
        chance.shuffle(cuts)
        losses = []
        for cut in cuts:
            torch.manual_seed(given.seed * 1_000_003 + step)
            ids, on, events = batch_of([train[i] for i in cut], given.hidden, np.random.default_rng([given.seed, step]))
            model.train()
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(ids, on)
            loss = functional.binary_cross_entropy_with_logits(
                scores, events, pos_weight=weight, reduction="sum"
            ) / len(cut)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
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
        probe = EventReader(read_encoder(given.weights, 0.0), given.layers, 0.0)
        probe.load_state_dict(average)
        print(
            epoch,
            round(float(np.mean(losses)), 3),
            round(time.monotonic() - begun),
            json.dumps(figures(probe, dev)),
            flush=True,
        )
    torch.save(average, given.out / "average.pt")


if __name__ == "__main__":
    main()
