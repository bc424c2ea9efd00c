"""Right values for a fact: read from what was typed, of a kind that its class has, known to the data."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from rdflib import RDF, XSD, Graph, Literal, URIRef

from kg.curation.anchors import Attestations, full, short
from kg.curation.forms import Form, forms_of
from kg.curation.values import write_term
from kg.errors import DecisionError, ShapeError, UnknownEntityError
from kg.store import Term
from kg.store.reader import Generation
from kg.text import normalise
from kg.validate import check_article_graph
from kg.vocab import NS, VPO

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_DATES = {
    VPO.observedOn: VPO.precision, VPO.startDate: VPO.startPrecision, VPO.endDate: VPO.endPrecision,
    VPO.issueDate: VPO.issuePrecision,
}  # fmt: skip
"""Dates and the property that says how precise they are."""
_NEAR, _SEARCHED = 4, 200


@dataclass(frozen=True, slots=True)
class Corrector:
    """Reads corrections against one generation."""

    data: Generation
    attested: Attestations

    def read(self, node: str, typed: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the values as the decisions file holds them, by property; `typed` are `property=value`.

        What follows from a value is added: the post of a body and a role, the precision of a date. A value
        that is empty takes the property away. Raises `DecisionError` when the class has no such property or
        the value is of another type, `UnknownEntityError` for a name that nothing is known of.
        """
        kind = self.attested.kind(node) or ""
        forms = forms_of(kind)
        values: dict[str, list[Term]] = {}
        for text in typed:
            name, equals, value = text.partition("=")
            if not equals:
                raise DecisionError(
                    f"{text!r} is no correction; write PROPERTY=VALUE, such as observedOn=2018-08-10"
                )
            form = _form(name.strip(), kind, forms)
            values.setdefault(form.path, []).extend(self._value(node, form, normalise(value.strip())))
            self._add_precision(node, form, value.strip(), values)
        self._add_post(node, forms, values)
        self._check(node, values)
        base = self.attested.base
        return {
            short(path): tuple(sorted(write_term(term, base) for term in found))
            for path, found in values.items()
        }

    def _value(self, node: str, form: Form, text: str) -> list[Term]:
        if not text:
            return []
        if form.choices:
            return [_choice(form, text)]
        if form.datatype:
            return [_literal(form, text)]
        return [self._entity(node, form, text)]

    def _entity(self, node: str, form: Form, text: str) -> URIRef:
        """Return what a name stands for: an IRI, a node of the same article, the last part of a concept."""
        base, article = self.attested.base, node.partition("#")[0]
        bare = text.removeprefix("<").removesuffix(">").removeprefix(base)
        if re.fullmatch(r"#?[a-z]\d+", bare):
            bare = f"{article}#{bare.removeprefix('#')}"
        names = [bare] if "/" in bare else [stem + bare for stem in _stems(form.pattern)]
        iris = [URIRef(name if "://" in name else base + name) for name in names]
        if not any(re.search(form.pattern, iri) for iri in iris):
            raise DecisionError(f"{short(form.path)}={text}: {form.message}")
        for iri in iris:
            if next(self.data.store.match(iri), None) is not None:
                return iri
        raise UnknownEntityError(names[0], self._near(names[0], form))

    def _near(self, name: str, form: Form) -> tuple[str, ...]:
        """Return names that fit and share the first words of this one, as many of them as lead to any."""
        words = name.rpartition("/")[2].split("-")
        for count in range(len(words), 0, -1):
            hits = self.data.side.search(" ".join(words[:count]), limit=_SEARCHED).hits
            fitting = [
                hit.iri.removeprefix(self.attested.base) for hit in hits if re.search(form.pattern, hit.iri)
            ]
            if fitting:
                return tuple(difflib.get_close_matches(name, fitting, n=_NEAR, cutoff=0.0))
        return ()

    def _add_precision(self, node: str, form: Form, text: str, values: dict[str, list[Term]]) -> None:
        path = _DATES.get(form.path)
        if path is not None and path in forms_of(self.attested.kind(node) or "") and text:
            precision = {4: VPO.year, 7: VPO.month}.get(len(text), VPO.day)
            if precision != (self._now(node, path, {}) or VPO.day):
                values.setdefault(path, [URIRef(precision)])
        elif form.datatype == str(XSD.date) and 0 < len(text) < 10:
            raise DecisionError(f"{short(form.path)} takes a whole day, such as 2018-08-10")

    def _add_post(self, node: str, forms: Mapping[str, Form], values: dict[str, list[Term]]) -> None:
        """Add the post of a corrected body or role; the body is stated now and not inherited."""
        if VPO.post not in forms or VPO.post in values or not {VPO.role, VPO.organization} & values.keys():
            return
        role, body = (self._now(node, path, values) for path in (VPO.role, VPO.organization))
        bodies = f"{self.attested.base}id/org/"
        added: dict[str, list[Term]] = {VPO.post: []}
        if role is not None and body is not None and body.startswith(bodies):
            post = f"id/post/{body.removeprefix(bodies)}/{role.rsplit('/', 1)[-1]}"
            added[VPO.post] = [URIRef(self.attested.base + post)]
        if VPO.organization in values and VPO.inheritance in forms:
            added[VPO.inheritance] = [URIRef(VPO.samePhrase if body else VPO.unresolved)]
            added[VPO.inheritedOrganization] = [Literal("false", datatype=XSD.boolean)]
        for path, found in added.items():
            if set(found) != set(self.attested.values(node, path)):
                values.setdefault(path, found)

    def _now(self, node: str, path: str, values: Mapping[str, list[Term]]) -> str | None:
        found = values[path] if path in values else self.attested.values(node, path)
        return str(found[0]) if found else None

    def _check(self, node: str, values: Mapping[str, list[Term]]) -> None:
        """Raise `DecisionError` when the article's graph would break a shape with these values."""
        base, article = self.attested.base, node.partition("#")[0]
        graph, subject = Graph(), URIRef(base + node)
        for triple in self.data.store.triples(f"{base}graph/article/{article.rpartition('/')[2]}"):
            graph.add(triple)
        before = {(path, term) for path in values for term in graph.objects(subject, URIRef(path))}
        if before == {(path, term) for path, found in values.items() for term in found}:
            raise DecisionError(f"{node} says so already")
        for path, found in values.items():
            graph.remove((subject, URIRef(path), None))
            for term in found:
                graph.add((subject, URIRef(path), term))
        try:
            check_article_graph(graph, where=node)
        except ShapeError as error:
            raise DecisionError(f"{node}: {'; '.join(error.violations)}") from error


def _stems(pattern: str) -> list[str]:
    """Return what names of a form begin with: `scheme/role/` for `/scheme/role/`."""
    found = re.findall(r"/((?:scheme|id)/)(?:([\w-]+)|\(([\w|-]+)\))/", pattern)
    return [f"{first}{kind}/" for first, one, some in found for kind in (one or some).split("|")]


def _form(name: str, kind: str, forms: Mapping[str, Form]) -> Form:
    form = forms.get(full(name))
    if form is None:
        known = sorted(map(short, forms))
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else f"it has {', '.join(known)}"
        raise DecisionError(f"a {kind} has no property {name!r}; {hint}")
    return form


def _choice(form: Form, text: str) -> Term:
    for choice in form.choices:
        if choice in {text, f'"{text}', NS + text.removeprefix("vpo:")}:
            return Literal(choice[1:]) if choice.startswith('"') else URIRef(choice)
    names = ", ".join(choice.removeprefix('"').removeprefix(NS) for choice in form.choices)
    raise DecisionError(f"{short(form.path)}={text}: it is one of {names}")


def _literal(form: Form, text: str) -> Literal:
    kind = URIRef(form.datatype)
    if kind == RDF.langString:
        bare, at, language = text.rpartition("@")
        return Literal(bare, lang=language) if at and language in {"vi", "en"} else Literal(text, lang="vi")
    return Literal(_written(form, text, kind), datatype=None if kind == XSD.string else kind)


def _written(form: Form, text: str, kind: URIRef) -> str:
    """Return the value as its datatype writes it; raise `DecisionError` when it is of another."""
    try:
        if kind == XSD.date:
            match = _DAY.fullmatch(text)
            return date(*(int(part or 1) for part in match.groups())).isoformat() if match else _bad(text)
        if kind == XSD.boolean:
            return {"true": "true", "false": "false"}[text]
        if kind == XSD.integer:
            return str(int(text))
        if kind == XSD.decimal:
            return str(Decimal(text))
    except (ValueError, KeyError, InvalidOperation) as error:
        name = str(kind).removeprefix(str(XSD))
        raise DecisionError(f"{short(form.path)}={text}: is no {name}. {form.message}") from error
    return text


def _bad(text: str) -> str:
    raise ValueError(text)
