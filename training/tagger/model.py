"""The tagger's network: a small BERT encoder with surface features, a linear-chain CRF and a scorer of links."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from data import LABELS
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from brumaire.claims.tagging.links import DISTANCES, PAIRS
from brumaire.claims.tagging.pieces import PLACES, QUOTES, SHAPES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
LINK_WIDTH = 48
FORBIDDEN = -1e4
THRESHOLDS, WEIGHTS = (0.42, 0.42, 0.42), (0.2, 0.2, 0.2)  # of decoding: source, cue, content (see segments)


class Layer(nn.Module):
    """One BERT layer, queries, keys and values from one product."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mixed = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in self.mixed(x).chunk(3, dim=-1)
        )
        # plain products: at these lengths they were measured faster on a CPU than the fused attention of torch
        affinity = query @ key.transpose(2, 3) * (1 / math.sqrt(WIDTH // HEADS))
        if mask is not None:
            affinity = affinity + mask.to(affinity.dtype)
        attended = torch.softmax(affinity, dim=-1) @ value
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(attended)))
        return self.norm_output(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces and their features to vectors."""

    def __init__(self, vocabulary: int, positions: int, dropout: float) -> None:
        super().__init__()
        self.piece = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(positions, WIDTH)
        self.shape = nn.Embedding(len(SHAPES), WIDTH)
        self.quote = nn.Embedding(len(QUOTES), WIDTH)
        self.place = nn.Embedding(len(PLACES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(
        self, ids: Tensor, shape: Tensor, quote: Tensor, place: Tensor, mask: Tensor | None, nudge: Tensor | None = None
    ) -> Tensor:
        x = self.piece(ids) + self.position.weight[: ids.shape[1]]
        x = self.embedded = self.norm(x + self.shape(shape) + self.quote(quote) + self.place(place))
        if nudge is not None:
            x = x + nudge
        elif x.requires_grad:
            x.retain_grad()
        x = self.dropout(x)
        for layer in self.layers:
            x = layer(x, mask)
        return x


def read_encoder(folder: Path, dropout: float) -> Encoder:
    """The encoder with the published weights of MiniLM-L6 (uncased); the features start at zero."""
    state = load_file(folder / "model.safetensors")
    encoder = Encoder(*(state[f"embeddings.{n}_embeddings.weight"].shape[0] for n in ("word", "position")), dropout)
    with torch.no_grad():
        encoder.piece.weight.copy_(state["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(
            state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        )
        encoder.norm.load_state_dict({k: state[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        for table in (encoder.shape, encoder.quote, encoder.place):
            table.weight.zero_()
        for number, layer in enumerate(encoder.layers):
            base = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [state[f"{base}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(layer.mixed, kind).copy_(torch.cat(parts))
                for ours, theirs in (
                    (layer.out, "attention.output.dense"),
                    (layer.norm_attention, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.norm_output, "output.LayerNorm"),
                ):
                    getattr(ours, kind).copy_(state[f"{base}{theirs}.{kind}"])
    return encoder


class Chain(nn.Module):
    """Linear-chain CRF over the words of one paragraph; forbidden moves (O or B-x or I-x to I-y) cannot be learned."""

    def __init__(self) -> None:
        super().__init__()
        count = len(LABELS)
        self.moves = nn.Parameter(torch.zeros(count, count))
        self.begin = nn.Parameter(torch.zeros(count))
        self.finish = nn.Parameter(torch.zeros(count))
        inside = [name.startswith("I-") for name in LABELS]
        allowed = [[not inside[j] or LABELS[i][1:] == LABELS[j][1:] for j in range(count)] for i in range(count)]
        self.register_buffer("no_move", torch.where(torch.tensor(allowed), 0.0, FORBIDDEN))
        self.register_buffer("no_begin", torch.where(torch.tensor(inside), FORBIDDEN, 0.0))

    def tables(self) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of moves (from, to), of first labels and of last labels."""
        return self.moves + self.no_move, self.begin + self.no_begin, self.finish

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Summed negative log-likelihood. Arguments: paragraphs x words (x labels), words beyond the end masked."""
        moves, begin, finish = self.tables()
        rows = torch.arange(len(labels), device=labels.device)
        alpha = begin + emissions[:, 0]
        gold = alpha.gather(1, labels[:, :1]).squeeze(1)
        for step in range(1, labels.shape[1]):
            on = mask[:, step]
            nxt = torch.logsumexp(alpha.unsqueeze(2) + moves, dim=1) + emissions[:, step]
            alpha = torch.where(on.unsqueeze(1), nxt, alpha)
            here = emissions[rows, step, labels[:, step]] + moves[labels[:, step - 1], labels[:, step]]
            gold = gold + here * on
        last = labels[rows, mask.sum(1) - 1]
        return (torch.logsumexp(alpha + finish, dim=1) - gold - finish[last]).sum()


class Linker(nn.Module):
    """Scores of a span and a head that it may belong to: a product of projections, plus tables of distance and rank."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(WIDTH, 4 * LINK_WIDTH)  # source: query, key; content: query, key
        self.nothing = nn.Parameter(torch.zeros(LINK_WIDTH))  # the key of "this cue has no source"
        self.distance = nn.Parameter(torch.zeros(len(PAIRS), 2 * (len(DISTANCES) + 1)))
        self.rank = nn.Parameter(torch.zeros(len(PAIRS), 2, 4))
        self.paragraph = nn.Parameter(torch.zeros(len(PAIRS), 2))


@dataclass(frozen=True)
class LinkTask:
    """For each query span of one pair kind: its candidates' spans, their tables' rows, and the right candidate."""

    pair: int
    row: int  # of the batch
    query: tuple[int, int]
    keys: list[tuple[int, int]]
    buckets: list[int]
    ranks: list[tuple[int, int]]
    apart: list[int]
    target: int  # len(keys) stands for nothing


class Tagger(nn.Module):
    """Encoder, emissions at each word's first piece, chain and linker."""

    def __init__(self, encoder: Encoder, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.emit = nn.Linear(WIDTH, len(LABELS))
        self.chain = Chain()
        self.linker = Linker()

    def forward(
        self,
        ids: Tensor,
        shape: Tensor,
        quote: Tensor,
        place: Tensor,
        first: Tensor,
        mask: Tensor | None = None,
        nudge: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Emissions (batch, words, labels) and link projections (batch, words, 4 * LINK_WIDTH).

        `mask` is added to the attention's affinities: 0 where there is a piece, far below zero where there is none.
        `nudge` is added to the embedded pieces (adversarial training).
        """
        hidden = self.encoder(ids, shape, quote, place, mask, nudge)
        at_words = hidden.gather(1, first.unsqueeze(2).expand(-1, -1, WIDTH))
        at_words = self.dropout(at_words)
        return self.emit(at_words), self.linker.project(at_words)

    def tables(self) -> dict[str, list]:
        """What decoding needs beside the network, as plain lists: tagger.json holds them."""
        moves, begin, finish = self.chain.tables()
        arrays = {"moves": moves, "begin": begin, "finish": finish, "nothing": self.linker.nothing}
        arrays |= {name: getattr(self.linker, name) for name in ("distance", "rank", "paragraph")}
        chosen = {"labels": list(LABELS), "thresholds": THRESHOLDS, "weights": WEIGHTS}
        return chosen | {name: value.detach().tolist() for name, value in arrays.items()}

    def link_loss(self, projections: Tensor, tasks: list[LinkTask]) -> Tensor:
        """Summed cross-entropy of the right candidate of each task."""
        total = projections.new_zeros(())
        linker = self.linker

        def tensor(values: list) -> Tensor:
            return torch.tensor(values, device=projections.device)

        if not tasks:
            return total
        width = max(len(task.keys) for task in tasks) + 1
        for pair in range(len(PAIRS)):
            mine = [task for task in tasks if task.pair == pair]
            if not mine:
                continue
            rows = tensor([task.row for task in mine])
            ends = tensor([task.query for task in mine])
            base = 2 * LINK_WIDTH * pair
            query = projections[rows.unsqueeze(1), ends][..., base : base + LINK_WIDTH].mean(1)
            pad = [(0, 0)]
            spans = tensor([task.keys + pad * (width - len(task.keys)) for task in mine])
            key = projections[rows[:, None, None], spans][..., base + LINK_WIDTH : base + 2 * LINK_WIDTH].mean(2)
            at = torch.arange(width, device=projections.device).unsqueeze(0)
            count = tensor([len(task.keys) for task in mine]).unsqueeze(1)
            key = torch.where((at == count).unsqueeze(2), linker.nothing, key)
            scores = (key @ query.unsqueeze(2)).squeeze(2) / math.sqrt(LINK_WIDTH)
            bucket = tensor([task.buckets + [0] * (width - len(task.buckets)) for task in mine])
            side, rank = (
                tensor([[r[i] for r in task.ranks] + [0] * (width - len(task.ranks)) for task in mine]) for i in (0, 1)
            )
            apart = tensor([task.apart + [0] * (width - len(task.apart)) for task in mine])
            tables = linker.distance[pair][bucket] + linker.rank[pair][side, rank] + linker.paragraph[pair][apart]
            scores = scores + torch.where(at < count, tables, 0.0)
            scores = scores.masked_fill(at > count, FORBIDDEN)
            if pair == PAIRS.index("content"):
                scores = scores.masked_fill(at == count, FORBIDDEN)
            total = total + functional.cross_entropy(scores, tensor([task.target for task in mine]), reduction="sum")
        return total
