"""Conflicts about when a person was born. Block key: the person; read are the rows that name that person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.derive.disagreement import Conflict, Side
from kg.derive.named import Named
from kg.vocab import VPO


def find_births_apart(person: str, rows: Iterable[Named]) -> Iterator[Conflict]:
    """Yield a conflict where articles give different years of birth; an age that is told is no year."""
    said: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.birth is not None:
            said[row.birth].add(row.node)
    articles = {node.partition("#")[0] for nodes in said.values() for node in nodes}
    if len(said) > 1 and len(articles) > 1:
        yield Conflict(
            local=f"birth/{person.removeprefix('id/person/')}",
            kind=VPO.birthYearsDiffer,
            says=("năm sinh khác nhau", "the years of birth differ"),
            concerns=frozenset({person}),
            sides=tuple(
                Side((f"sinh năm {year}", f"born in {year}"), frozenset(nodes))
                for year, nodes in said.items()
            ),
        )
