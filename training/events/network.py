"""The reader of statements: layers of MiniLM over a statement in its context, and one head."""

from __future__ import annotations

import torch
from examples import EVENTS, KINDS
from model import FORBIDDEN, Encoder
from torch import Tensor, nn

STATEMENT = 1  # the place of pieces that vote; 0 is context, 2 a condition
OUTPUTS = len(EVENTS) + len(KINDS) + 1
VOTES = 2  # one for events, one for kind and denial


class StatementReader(nn.Module):
    """Log-odds of events, scores of kinds and log-odds of a denial: scores of the statement's pieces, weighed by their votes."""

    def __init__(self, encoder: Encoder, layers: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        del self.encoder.layers[layers:]
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(384, OUTPUTS + VOTES)
        nn.init.zeros_(self.head.bias)
        nn.init.constant_(self.head.bias[: len(EVENTS)], -4.0)

    def forward(self, ids: Tensor, places: Tensor, on: Tensor) -> Tensor:
        """Scores (batch, OUTPUTS). `on` is true where there is a piece; places as STATEMENT says."""
        mask = torch.where(on, 0.0, FORBIDDEN)[:, None, None, :]
        nothing = torch.zeros_like(ids)
        scores = self.head(self.dropout(self.encoder(ids, nothing, nothing, places, mask))).float()
        mine = on & (places == STATEMENT)
        votes = torch.softmax(scores[..., OUTPUTS:].masked_fill(~mine.unsqueeze(2), FORBIDDEN), dim=1)
        events = (votes[..., :1] * scores[..., : len(EVENTS)]).sum(1)
        manner = (votes[..., 1:] * scores[..., len(EVENTS) : OUTPUTS]).sum(1)
        return torch.cat([events, manner], 1)
