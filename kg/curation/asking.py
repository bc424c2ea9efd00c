"""What a curator asks for, in the words of the commands, before anything was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.curation.correcting import Corrector
from kg.curation.deciding import Desk
from kg.curation.model import Decision, Signature
from kg.curation.naming import find_fact

Ask = Literal["same", "different", "wrong", "correct", "undo"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision to be taken: on what, against what other, with which `property=value`.

    What `undo` takes back is the number or the id of a decision.
    """

    kind: Ask
    on: str
    other: str = ""
    values: tuple[str, ...] = ()

    def take(self, desk: Desk, signed: Signature) -> Decision:
        """Return the decision; raise what `Desk` raises when it cannot be taken."""
        match self.kind:
            case "same":
                return desk.same(self.on, self.other, signed)
            case "different":
                return desk.different(self.on, self.other, signed)
            case "wrong":
                return desk.wrong(self.on, signed)
            case "correct":
                node = find_fact(self.on, desk.attested)
                values = Corrector(desk.data, desk.attested).read(node, self.values)
                return desk.correct(node, values, signed)
            case "undo":
                return desk.undo(self.on, signed)
