"""Trains the tagger on PolNeAR. Seeded; stops and resumes at any checkpoint; writes a learning log as JSON lines."""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from attributions import evaluate
from batches import Plan, batches, collate
from data import label_article
from model import Tagger, read_encoder
from polnear import read_polnear
from spans import short
from tokenizers import Tokenizer

from brumaire.claims.tagging.network import AttributionReader
from brumaire.claims.tagging.pieces import Window


def parameter_groups(model: Tagger, plan: Plan) -> list[dict]:
    """Layer-wise decay of the rate below the top layer; new parts learn faster; the piece table stays as it is."""
    groups = []
    for name, parameter in model.named_parameters():
        if name == "encoder.piece.weight" and not plan.train_pieces:
            parameter.requires_grad_(requires_grad=False)
            continue
        if name.startswith("encoder.layers."):
            factor = plan.decay ** (len(model.encoder.layers) - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.piece", "encoder.position", "encoder.norm")):
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


def moved(data: dict, device: torch.device) -> dict:
    """The batch on the device; the link tasks are plain lists and stay."""
    inputs = {name: value.to(device) for name, value in data["inputs"].items()}
    rest = {name: data[name].to(device) for name in ("at", "labels", "on")}
    return {"inputs": inputs, **rest, "tasks": data["tasks"]}


def backward(
    model: Tagger, data: dict, link_weight: float, device: torch.device, nudge: torch.Tensor | None
) -> tuple[float, float, int]:
    """Adds the gradient of one batch. Returns the chain's loss a word, the linker's loss a choice, and the words."""
    with torch.autocast(device.type, torch.bfloat16):
        hidden_emissions, projections = model(**data["inputs"], nudge=nudge)
    emissions = hidden_emissions.float()[data["at"][..., 0], data["at"][..., 1]]
    count = int(data["on"].sum())
    chain = model.chain.loss(emissions, data["labels"], data["on"]) / count
    link = model.link_loss(projections.float(), data["tasks"]) / max(len(data["tasks"]), 1)
    (chain + link_weight * link).backward()
    return chain.item(), link.item(), count


def reader(model: Tagger, tokenizer: Tokenizer, core: int = 180, context: int = 0) -> AttributionReader:
    """The reference inference around a network that is still in torch."""
    model.eval()

    def network(arrays: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            emissions, projections = model(**{name: torch.from_numpy(array)[None] for name, array in arrays.items()})
        return emissions[0].float().numpy(), projections[0].float().numpy()

    return AttributionReader(network, tokenizer, model.tables(), core, context)


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
        ("link-weight", float, 0.04), ("train-pieces", int, 0), ("seed", int, 1), ("threads", int, 2), ("articles", int, 0),
        ("minutes", float, 1e9), ("adversarial", float, 0), ("save-every", float, 180), ("check-every", float, 1),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=default)
    parser.add_argument("--device", type=torch.device, default=torch.device("cpu"))
    parser.add_argument("--start", type=Path, nargs="+", help="average.pt of earlier runs: begin with their mean")
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
    if given.start:
        begun_with = [torch.load(path, map_location="cpu") for path in given.start]
        model.load_state_dict({name: torch.stack([one[name] for one in begun_with]).mean(0) for name in begun_with[0]})
    model.to(given.device)
    groups = parameter_groups(model, plan)
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), fused=True)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    per_epoch = len(batches(examples, plan, 0))
    total = int(per_epoch * plan.epochs)
    step = 0
    given.out.mkdir(parents=True, exist_ok=True)
    checkpoint = given.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=given.device)
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
        data = moved(collate(examples, batch, plan, np.random.default_rng([plan.seed, step])), given.device)
        model.train()
        optimizer.zero_grad()
        chain, link, count = backward(model, data, plan.link_weight, given.device, None)
        if given.adversarial:
            slope = model.encoder.embedded.grad
            length = slope.flatten(1).norm(dim=1).clamp_min(1e-12)[:, None, None]
            backward(model, data, plan.link_weight, given.device, given.adversarial * slope / length)
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        share = min((step + 1) / (plan.warm * total), max(0.01, (total - step) / (total * (1 - plan.warm))))
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * group["factor"] * share
        optimizer.step()
        step += 1
        keep = min(plan.averaging, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                if plan.train_pieces or name != "encoder.piece.weight":
                    average[name].lerp_(value, 1 - keep)
        sums += [chain, link, count, 1]
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
            torch.save({name: value.cpu() for name, value in average.items()}, given.out / "average.pt")
            note(step=step, dev=short(evaluate(reader(probe, tokenizer).read, dev)))
    save()


if __name__ == "__main__":
    main()
