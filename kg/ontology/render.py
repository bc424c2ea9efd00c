"""What is written from `ontology/vpo.ttl`: the constants of `kg/vocab.py` and the glossary.

`python -m kg.ontology.render` prints the constants, `python -m kg.ontology.render glossary` the glossary.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.settings import resource

NAMESPACE = "https://vpo.example/ontology#"

_GROUPS = (
    ("Classes", "Lớp", OWL.Class),
    ("Properties between things", "Thuộc tính giữa các đối tượng", OWL.ObjectProperty),
    ("Properties with a value", "Thuộc tính có giá trị", OWL.DatatypeProperty),
    ("Notes that carry no logic", "Thuộc tính ghi chú", OWL.AnnotationProperty),
    ("States", "Trạng thái", OWL.NamedIndividual),
    ("Datatypes of codes", "Kiểu của mã", RDFS.Datatype),
)

_ORIGIN = "Written by `python -m kg.ontology.render`; change `ontology/vpo.ttl`."
_VOCAB_HEAD = f'''"""The terms of the ontology as IRIs. {_ORIGIN}"""

from __future__ import annotations

from typing import Final

NS: Final = "{NAMESPACE}"


class VPO:
    """Every term of the ontology; a name that is not here is no term."""
'''

_GLOSSARY_HEAD = """# Glossary · Bảng thuật ngữ

Written by `python -m kg.ontology.render glossary` from `ontology/vpo.ttl`. Names stand in the namespace
`https://vpo.example/ontology#` (prefix `vpo:`).
"""


def render(folder: Path) -> str:
    """Return the text of `kg/vocab.py` for the ontology in `folder`."""
    graph = _read(folder)
    parts = [_VOCAB_HEAD]
    for title, names in _grouped(graph):
        lines = "".join(f'    {_constant(name)}: Final = NS + "{name}"\n' for name in names)
        parts.append(f'\n    """{title}."""\n\n{lines}')
    return "".join(parts)


def render_glossary(folder: Path) -> str:
    """Return the text of `docs/glossary.md` for the ontology in `folder`."""
    graph = _read(folder)
    titles = {english: vietnamese for english, vietnamese, _ in _GROUPS}
    parts = [_GLOSSARY_HEAD]
    for title, names in _grouped(graph):
        rows = "".join(_row(graph, name) for name in names)
        parts.append(
            f"\n## {title} · {titles[title]}\n\n| Name | Tiếng Việt | English |\n|---|---|---|\n{rows}"
        )
    return "".join(parts)


def _read(folder: Path) -> Graph:
    return Graph().parse(folder / "vpo.ttl", format="turtle")


def _grouped(graph: Graph) -> list[tuple[str, list[str]]]:
    """Return each group with its terms in order of name; a term stands in its first group only."""
    seen: set[str] = set()
    groups = []
    for title, _, kind in _GROUPS:
        found = {str(term).removeprefix(NAMESPACE) for term in graph.subjects(RDF.type, kind)}
        names = sorted(found - seen)
        seen |= found
        groups.append((title, names))
    return groups


def _constant(name: str) -> str:
    return name.replace("-", "_")


def _row(graph: Graph, name: str) -> str:
    term = URIRef(NAMESPACE + name)
    cells = [
        f"**{_said(graph, term, RDFS.label, tag)}**: {_said(graph, term, RDFS.comment, tag)}"
        for tag in ("vi", "en")
    ]
    return f"| `{name}` | {cells[0]} | {cells[1]} |\n"


def _said(graph: Graph, term: URIRef, prop: URIRef, tag: str) -> str:
    said = (str(text) for text in graph.objects(term, prop) if getattr(text, "language", None) == tag)
    return next(said, "")


def main(arguments: list[str]) -> str:
    """Return the text asked for: the glossary when the first argument says so, else the constants."""
    chosen = render_glossary if arguments[:1] == ["glossary"] else render
    return chosen(resource("ontology"))


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
