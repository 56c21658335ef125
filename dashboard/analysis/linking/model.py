"""What a model is: how often each level is seen on two records of one person, and by chance.

The shipped model was learnt from synthetic records (`tools/linking`), with errors that were put in
on purpose. It holds no name and nothing of any force. How often a level is seen by chance is worked
out from the register that is compared; what the model has of it steadies a small register.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

FILE: Final = "model.json"
#: By comparison and level, a share from 0 to 1.
Shares = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Model:
    """How likely levels are.

    Attributes:
        name: what it is called next to each pair: a text with its edition.
        source: what it was learnt from.
        twice: the share of people who are in a register a second time: an assumption.
        same: of two records of one person, how many have each level.
        chance: of two records of different people, how many have each level.
        near: of people who share a surname (a forename), how many have a near forename (surname).
    """

    name: str
    source: str
    twice: float
    same: Shares
    chance: Shares
    near: Mapping[str, float]

    def as_json(self) -> str:
        """The model as its file has it: levels in their order, shares to six places."""
        fields: dict[str, Any] = {
            "name": self.name,
            "source": self.source,
            "twice": self.twice,
            "same": _rounded(self.same),
            "chance": _rounded(self.chance),
            "near": {name: _significant(share) for name, share in self.near.items()},
        }
        return json.dumps(fields, indent=1) + "\n"


def _significant(share: float) -> float:
    return float(f"{share:.6g}")


def _rounded(shares: Shares) -> dict[str, dict[str, float]]:
    return {
        comparison: {level: _significant(share) for level, share in levels.items()}
        for comparison, levels in shares.items()
    }


def read_model(text: str) -> Model:
    """A model from the text of its file."""
    known = json.loads(text)
    return Model(**known)


@cache
def shipped_model() -> Model:
    """The model that is shipped."""
    return read_model((files("dashboard.analysis.linking") / FILE).read_text("utf-8"))
