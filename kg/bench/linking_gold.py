"""Who the named persons of real articles are, as a reader wrote it down, beside what linking makes of them.

A gold file is `{"persons": [{"name": "Ngụy Hữu Tạo", "articles": ["775851003c537c8b"]}]}`: one real person
an entry, with the ids of the articles that name them. Whoever no entry speaks of is a person of one article.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from kg.bench.mentions import Known
from kg.derive.named import NamedPerson
from kg.errors import GoldError
from kg.text import key

Gold = dict[tuple[str, str], str]
"""Who is meant, by article and key of the name."""


def read_gold_persons(folder: Path) -> Gold:
    """Return who is meant in each article; raise `GoldError` for a file that cannot be used."""
    who: Gold = {}
    files = sorted(folder.glob("*.json"))
    if not files:
        raise GoldError("there is no gold file (*.json)", where=str(folder))
    for path in files:
        try:
            persons = json.loads(path.read_text("utf-8"))["persons"]
            said = [
                (article, person["name"], f"{path.stem} {number}")
                for number, person in enumerate(persons)
                for article in person["articles"]
            ]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GoldError("no list of persons with name and articles", where=str(path)) from error
        for article, name, person in said:
            if who.setdefault((article, key(name)), person) != person:
                raise GoldError(f"{name} of {article} is two persons", where=str(path))
    return who


def known_persons(people: Iterable[NamedPerson], who: Gold) -> Known:
    """Return named persons with who they are; raise `GoldError` for one whom the article does not name."""
    found = list(people)
    keys = {person.node: (person.article.removeprefix("id/article/"), key(person.name)) for person in found}
    if lost := sorted(set(who) - set(keys.values())):
        raise GoldError(f"nobody is read there as {lost[0][1]}", where=lost[0][0])
    return Known(found, {node: who.get(named, node) for node, named in keys.items()})
