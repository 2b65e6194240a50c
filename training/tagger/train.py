"""Trains the tagger on PolNeAR. Seeded; stops and resumes at any checkpoint; writes a learning log as JSON lines."""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from data import Example, label_article, read_polnear, training_windows
from evaluate import evaluate, short
from infer import Tagger as Reader
from links import PAIRS, pair_features
from model import LinkTask, Tagger, read_encoder
from pieces import Window, encoder_input
from tokenizers import Tokenizer

MASK_PIECE = 103
FEATURES = ("ids", "shape", "quote", "place")


@dataclass(frozen=True)
class Plan:
    """What a run is made of."""

    epochs: float
    batch: int
    size: int
    rate: float
    decay: float
    warm: float
    dropout: float
    word_dropout: float
    averaging: float
    link_weight: float
    seed: int


def batches(examples: list[Example], plan: Plan, epoch: int) -> list[list[tuple[int, Window]]]:
    """One epoch's batches: windows of about equal length together, in random order."""
    chance = random.Random(f"{plan.seed} {epoch}")
    items = [(i, w) for i, e in enumerate(examples) for w in training_windows(e.words, plan.size, chance)]
    chance.shuffle(items)

    def length(item: tuple[int, Window]) -> int:
        first = examples[item[0]].words.first
        return int(first[item[1].stop] - first[item[1].begin])

    items.sort(key=lambda item: length(item) // 16)
    cut = [items[i : i + plan.batch] for i in range(0, len(items), plan.batch)]
    chance.shuffle(cut)
    return cut


def link_tasks(example: Example, window: Window, row: int, paragraph_of: np.ndarray) -> list[LinkTask]:
    """The linker's choices inside one window; a span whose head lies outside is left out."""

    def inside(first: int, last: int) -> bool:
        return window.begin <= first and last < window.stop

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] - window.begin, span[1] - window.begin

    links = [link for link in example.links if inside(*link[1:3])]
    cues = sorted({link[3:] for link in example.links if inside(*link[3:])})
    sources = sorted({link[1:3] for link in links if link[0] == "source"})
    tasks = []
    for role, first, last, *head in links:
        cue = (head[0], head[1])
        if role == "content" and cue in cues:
            query, keys, target = (first, last), cues, cues.index(cue)
        elif role == "source" and cue in cues:
            query, keys, target = cue, sources, sources.index((first, last))
        elif role == "none":
            query, keys, target = cue, sources, len(sources)
        else:
            continue
        pair = PAIRS.index("content" if role == "content" else "source")
        buckets, ranks, apart = pair_features(query, keys, paragraph_of)
        tasks.append(LinkTask(pair, row, moved(query), [moved(k) for k in keys], buckets, ranks, apart, target))
    return tasks


def collate(examples: list[Example], batch: list[tuple[int, Window]], plan: Plan, chance: np.random.Generator) -> dict:
    """Tensors of one batch, paragraphs cut out for the chain, and the link tasks."""
    inputs = [encoder_input(examples[i].words, window) for i, window in batch]
    longest = max(len(one["ids"]) for one in inputs)
    words = max(len(one["first"]) for one in inputs)
    arrays = {name: np.zeros((len(batch), longest), dtype=np.int64) for name in FEATURES}
    mask = np.zeros((len(batch), longest), dtype=bool)
    first = np.zeros((len(batch), words), dtype=np.int64)
    rows, tasks = [], []
    for row, (one, (i, window)) in enumerate(zip(inputs, batch, strict=True)):
        for name in FEATURES:
            arrays[name][row, : len(one[name])] = one[name]
        mask[row, : len(one["ids"])] = True
        first[row, : len(one["first"])] = one["first"]
        example = examples[i]
        hidden = chance.random(len(one["first"])) < plan.word_dropout
        for begin, end in zip(
            one["first"][hidden], np.append(one["first"][1:], len(one["ids"]) - 1)[hidden], strict=True
        ):
            arrays["ids"][row, begin:end] = MASK_PIECE
        bounds = example.words.paragraphs
        inner = bounds[(bounds > window.begin) & (bounds < window.stop)].tolist()
        rows += [
            (row, a - window.begin, b - window.begin, i, a)
            for a, b in zip([window.begin, *inner], [*inner, window.stop], strict=True)
        ]
        paragraph_of = np.searchsorted(bounds, np.arange(len(example.words)), side="right")
        tasks += link_tasks(example, window, row, paragraph_of)
    height = max(b - a for _, a, b, _, _ in rows)
    at = np.zeros((len(rows), height, 2), dtype=np.int64)
    labels = np.zeros((len(rows), height), dtype=np.int64)
    on = np.zeros((len(rows), height), dtype=bool)
    for k, (row, a, b, i, start) in enumerate(rows):
        at[k, : b - a, 0], at[k, : b - a, 1] = row, np.arange(a, b)
        gold = examples[i].labels[start : start + b - a].copy()
        if gold[0] > 0 and gold[0] % 2 == 0:
            gold[0] -= 1
        labels[k, : b - a], on[k, : b - a] = gold, True
    tensors = {name: torch.from_numpy(value) for name, value in (*arrays.items(), ("first", first))}
    return {
        "inputs": {**tensors, "mask": torch.from_numpy(np.where(mask, 0.0, -1e4).astype(np.float32))[:, None, None, :]},
        "at": torch.from_numpy(at),
        "labels": torch.from_numpy(labels),
        "on": torch.from_numpy(on),
        "tasks": tasks,
    }


def parameter_groups(model: Tagger, plan: Plan) -> list[dict]:
    """Layer-wise decay of the rate below the top layer; new parts learn faster; the piece table stays as it is."""
    groups = []
    for name, parameter in model.named_parameters():
        if name == "encoder.piece.weight":
            parameter.requires_grad_(requires_grad=False)
            continue
        if name.startswith("encoder.layers."):
            factor = plan.decay ** (len(model.encoder.layers) - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.position", "encoder.norm")):
            factor = plan.decay ** len(model.encoder.layers)
        elif name.startswith("encoder."):
            factor = 2.0
        elif name.startswith(("chain.", "linker.distance", "linker.rank", "linker.paragraph")):
            factor = 20.0
        else:
            factor = 4.0
        weight_decay = 0.01 if parameter.dim() > 1 and factor < 20 else 0.0
        groups.append({"params": [parameter], "factor": factor, "weight_decay": weight_decay})
    return groups


def reader(model: Tagger, tokenizer: Tokenizer, core: int = 208, context: int = 24) -> Reader:
    """The reference inference around a network that is still in torch."""
    model.eval()

    def network(arrays: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            emissions, projections = model(**{name: torch.from_numpy(array)[None] for name, array in arrays.items()})
        return emissions[0].float().numpy(), projections[0].float().numpy()

    return Reader(network, tokenizer, model.tables(), core, context)


class Courtesy:
    """Chooses one thread while programs of ordinary priority keep more than a third of a core busy, else `threads`.

    A run started with `nice` on a shared machine would otherwise wait at every barrier for its starved thread.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.before = self.busy()

    @staticmethod
    def busy() -> float:
        """Processor seconds spent by programs of ordinary priority, or 0 where the system does not tell."""
        path = Path("/proc/stat")
        if not path.exists():
            return 0.0
        fields = path.read_text(encoding="ascii").split("\n", 1)[0].split()
        return int(fields[1]) / os.sysconf("SC_CLK_TCK")

    def choose(self, seconds: float) -> None:
        """Sets torch's threads from what others used during the last `seconds`."""
        now = self.busy()
        others = (now - self.before) / max(seconds, 1e-3)
        self.before = now
        torch.set_num_threads(1 if others > 0.35 else self.threads)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train and dev of PolNeAR")
    parser.add_argument(
        "--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json of MiniLM-L6"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    for name, kind, default in (
        ("epochs", float, 8), ("batch", int, 10), ("size", int, 256), ("rate", float, 3e-4), ("decay", float, 0.9),
        ("warm", float, 0.06), ("dropout", float, 0.1), ("word-dropout", float, 0.05), ("averaging", float, 0.995),
        ("link-weight", float, 0.04), ("seed", int, 1), ("threads", int, 2), ("articles", int, 0),
        ("minutes", float, 1e9), ("save-every", float, 180), ("check-every", float, 1),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=default)
    parser.add_argument("--courtesy", action="store_true", help="leave a core to other programs while they need it")
    given = parser.parse_args()
    plan = Plan(**{name: getattr(given, name) for name in Plan.__dataclass_fields__})
    torch.set_num_threads(given.threads)
    torch.manual_seed(plan.seed)
    tokenizer = Tokenizer.from_file(str(given.weights / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = read_polnear(given.data / "train")
    examples = [label_article(article, tokenizer) for article in articles[: given.articles or None]]
    dev = read_polnear(given.data / "dev")
    model = Tagger(read_encoder(given.weights, plan.dropout), plan.dropout)
    groups = parameter_groups(model, plan)
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), fused=True)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    per_epoch = len(batches(examples, plan, 0))
    total = int(per_epoch * plan.epochs)
    step = 0
    given.out.mkdir(parents=True, exist_ok=True)
    checkpoint = given.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average, step = saved["average"], saved["step"]
    log = (given.out / "log.jsonl").open("a")

    def note(**record: object) -> None:
        log.write(json.dumps(record) + "\n")
        log.flush()
        print(record, flush=True)

    def save() -> None:
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step}
        torch.save(state, checkpoint.with_suffix(".new"))
        os.replace(checkpoint.with_suffix(".new"), checkpoint)  # noqa: PTH105 the two paths stand side by side

    note(plan=vars(plan), steps=total, step=step, per_epoch=per_epoch)
    begun = saved_at = time.monotonic()
    order: list[list[tuple[int, Window]]] = []
    epoch = -1
    sums = np.zeros(4)
    courtesy, last = Courtesy(given.threads), begun
    while step < total and time.monotonic() - begun < given.minutes * 60:
        if step // per_epoch != epoch:
            epoch = step // per_epoch
            order = batches(examples, plan, epoch)
        batch = order[step % per_epoch % len(order)]
        if given.courtesy:
            courtesy.choose((now := time.monotonic()) - last)
            last = now
        torch.manual_seed(plan.seed * 1_000_003 + step)
        data = collate(examples, batch, plan, np.random.default_rng([plan.seed, step]))
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            hidden_emissions, projections = model(**data["inputs"])
        emissions = hidden_emissions.float()[data["at"][..., 0], data["at"][..., 1]]
        count = int(data["on"].sum())
        chain = model.chain.loss(emissions, data["labels"], data["on"]) / count
        link = model.link_loss(projections.float(), data["tasks"]) / max(len(data["tasks"]), 1)
        loss = chain + plan.link_weight * link
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        share = min((step + 1) / (plan.warm * total), max(0.01, (total - step) / (total * (1 - plan.warm))))
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * group["factor"] * share
        optimizer.step()
        step += 1
        keep = min(plan.averaging, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                if name != "encoder.piece.weight":
                    average[name].lerp_(value, 1 - keep)
        sums += [chain.item(), link.item(), count, 1]
        if step % 25 == 0:
            seconds = time.monotonic() - begun
            note(
                step=step,
                chain=round(float(sums[0] / sums[3]), 4),
                link=round(float(sums[1] / sums[3]), 4),
                seconds=round(seconds),
            )
            sums[:] = 0
        if time.monotonic() - saved_at > given.save_every:
            save()
            saved_at = time.monotonic()
        if step == total or step % max(1, int(per_epoch * given.check_every)) == 0:
            probe = Tagger(read_encoder(given.weights, 0.0), 0.0)
            probe.load_state_dict(average)
            torch.save(average, given.out / "average.pt")
            note(step=step, dev=short(evaluate(reader(probe, tokenizer).read, dev)))
    save()


if __name__ == "__main__":
    main()
