"""JSON Schemas of what programs get and send, as components of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from kg.parameters import Kind

Schema = Mapping[str, Any]

STRING: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
DATE: Schema = {"type": "string", "format": "date"}


def ref(name: str) -> Schema:
    """Return a schema that is the component `name`."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def record(**members: Schema) -> Schema:
    """Return the schema of an object with these members and no others, each required."""
    return {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}


def table(values: Schema) -> Schema:
    """Return the schema of an object with any names."""
    return {"type": "object", "additionalProperties": values}


def maybe(schema: Schema) -> Schema:
    """Return a schema that takes null as well."""
    return {"anyOf": [schema, {"type": "null"}]}


def told(schema: Schema, text: str) -> Schema:
    """Return a schema with a description."""
    return {**schema, "description": text}


_TERM = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": STRING,
        "xml:lang": STRING,
        "datatype": STRING,
    },
}
_LOAD = {
    "number": COUNT,
    "previous": maybe(COUNT),
    "run": ref("Run"),
    "articles": COUNT,
    "triples": COUNT,
    "counts": told(table(COUNT), "Changes by kind."),
}
_TIE = record(
    kind=STRING, label=STRING, through=many(ref("Thing")), days=many(ref("Day")), sure=FLAG, weight=NUMBER,
    reasons=many(STRING), sentences=many(ref("Sentence")), more=told(COUNT, "Sentences that are not listed."),
)  # fmt: skip
_STEP = record(
    **{"from": ref("Thing"), "to": ref("Thing"), "ties": many(_TIE)}, more=told(COUNT, "Further ties.")
)
_CHAIN = record(strength=NUMBER, forward=FLAG, backward=FLAG, steps=many(_STEP))

_SAID = {"type": "string", "minLength": 1, "maxLength": 2000}
_ARTICLE = {
    "sha256": told(maybe(STRING), "Of the text or page as it was sent, in UTF-8."),
    "outcome": maybe({"enum": [
        "queued", "running", "failed", "new", "unchanged", "replaced", "refused", "withdrawn", "unknown",
    ]}),
    "id": maybe(STRING),
    "iri": maybe(STRING),
    "reason": maybe(STRING),
    "cure": maybe(STRING),
}  # fmt: skip
_JOB = {
    "job": STRING,
    "kind": {"enum": ["load", "withdraw", "decide", "derive"]},
    "state": {"enum": ["queued", "running", "done", "failed"]},
    "received": {"type": "string", "format": "date-time"},
    "generation": told(maybe(COUNT), "What readers see since."),
    "error": told(maybe(STRING), "Why the job as a whole failed."),
}

COMPONENTS: dict[str, Schema] = {
    "Problem": {
        "type": "object",
        "description": "An error, after RFC 9457. Members beside the first four say more where they apply.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": STRING,
            "title": STRING,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": told(STRING, "What is wrong, where, and what to do, in one sentence."),
            "line": COUNT,
            "column": COUNT,
            "limit": told(STRING, "The limit that was hit."),
            "value": told(NUMBER, "Its value."),
            "retry": told(NUMBER, "Seconds after which the same may be asked again."),
            "parameter": told(STRING, "The parameter that was refused."),
            "given": told(STRING, "Its value."),
            "wanted": told(STRING, "What would do."),
            "near": told(many(STRING), "What comes closest."),
            "iri": STRING,
            "dump": told(STRING, "Where all data can be taken away."),
        },
    },
    "Bilingual": record(vi=STRING, en=STRING),
    "Thing": record(
        name=told(STRING, "Relative to the base, or a whole IRI."), label=STRING, hint=STRING,
        page=maybe(STRING),
    ),
    "Day": record(date=DATE, precision={"enum": ["day", "month", "year"]}),
    "Sentence": record(
        article=ref("Thing"), page=STRING, quote=STRING, published=maybe(DATE),
        url=told(maybe(STRING), "The original of the article."), rules=many(STRING),
        start=told(COUNT, "Code points of the article."), end=COUNT, confidence=NUMBER,
    ),
    "Health": record(
        status={"enum": ["ok", "degraded", "down"]}, checks=table(STRING), generation=maybe(COUNT),
        created=maybe(STRING), age_seconds=maybe(COUNT), articles=maybe(COUNT), pending=maybe(COUNT),
        free_bytes=maybe(COUNT),
    ),
    "Live": record(status=STRING),
    "Limits": record(
        limits=many(record(
            name=STRING, section=STRING, bounds=STRING, value=NUMBER, unit=STRING, status=maybe(COUNT),
            limit=maybe(told(STRING, "What errors call it.")), variable=maybe(STRING),
        )),
    ),
    "SearchAnswer": record(
        total=COUNT, more=told(FLAG, "There are more than `total`."),
        results=many(record(
            iri=STRING, label=STRING, hint=told(STRING, "What tells it from namesakes; often empty."),
            other=told(STRING, "Its label in the other language."), kind=STRING, tone=STRING, page=STRING,
            graph=STRING, matched=told(STRING, "The name that matched, where no label did; in words."),
        )),
        holders=told(many(record(
            person=ref("Thing"), post=ref("Thing"), since=told(STRING, "Held on this day and, surely, until"),
            until=told(STRING, "this day; empty where no day is known."),
        )), "Who held the post that the text names, the latest first."),
        year=told(STRING, "The year that `holders` are kept to; empty where none is known."),
    ),
    "GraphAnswer": record(
        nodes=many(record(
            id=STRING, label=STRING, tone=STRING, x={"type": "integer"}, y={"type": "integer"}, page=STRING,
            about=STRING,
        )),
        edges=many(record(
            id=STRING, source=STRING, target=STRING, kind=STRING, label=STRING,
            span=told(STRING, "Years, as pages show them."),
            weight=told(COUNT, "How many events or grounds say so."),
            sources=told(COUNT, "How many articles; 0 for reference tables."), doubt=FLAG, mutual=FLAG,
            evidence=told(STRING, "The address of its sentences."),
        )),
        counts=record(
            nodes=COUNT, edges=COUNT, more=told(COUNT, "Relations of the first thing that are not drawn.")
        ),
    ),
    "Vocabulary": record(
        prefixes=table(STRING),
        terms=many(record(name=STRING, label=STRING, kind={"enum": ["class", "property"]})),
    ),
    "QueryList": record(generation=COUNT, queries=many(ref("Query"))),
    "Query": record(
        id=STRING,
        title=ref("Bilingual"),
        about=told(ref("Bilingual"), "How to read the answer."),
        answer={"enum": ["rows", "graph"]},
        pageSize=told(maybe(COUNT), "What one page holds; null where the answer comes whole."),
        parameters=many(record(
            name=STRING, kind={"enum": list(get_args(Kind))}, label=ref("Bilingual"), required=FLAG,
            default=maybe(STRING), example=maybe(STRING), wanted=STRING,
        )),
        columns=many(record(name=STRING, label=ref("Bilingual"))),
        links=table(STRING),
    ),
    "SparqlResults": {
        "description": "SPARQL 1.1 Query Results JSON: rows of a SELECT, or the truth value of an ASK.",
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": many(STRING)}},
            "boolean": FLAG,
            "results": record(bindings=many(table(_TERM))),
        },
        "oneOf": [{"required": ["boolean"]}, {"required": ["results"]}],
    },
    "JsonLd": {"description": "RDF as JSON-LD 1.1.", "type": ["object", "array"]},
    "PathsAnswer": record(
        **{"from": ref("Thing"), "to": ref("Thing")},
        chains=many(_CHAIN),
        linked=told(FLAG, "Whether ties lead from one to the other at all, in any order of time."),
        undatedTies=told(COUNT, "Ties left out because nothing says when."),
        crowds=told(
            many(record(thing=ref("Thing"), people=COUNT)),
            "Bodies and events left out because too many people were there.",
        ),
        stopped=told(FLAG, "The search ended before it had seen all."),
    ),
    "Run": record(
        command=STRING, at={"type": "string", "format": "date-time"}, extractor=STRING, ontology=STRING,
        outcomes=told(table(COUNT), "Articles by outcome."),
    ),
    "Load": record(**_LOAD),
    "LoadList": record(loads=many(ref("Load")), next=told(maybe(COUNT), "`before` for the next page.")),
    "LoadWhole": record(
        **_LOAD,
        changes=many(record(
            kind=STRING, things=many(record(name=STRING, vi=STRING, en=STRING)), about=many(STRING),
            day=STRING, count=COUNT, text=STRING,
        )),
    ),
    "SentArticle": {
        "description": "An article as kg load reads it from JSON Lines.",
        "type": "object",
        "properties": {
            "text": STRING, "html": STRING, "title": STRING, "published": STRING, "url": STRING,
            "authors": many(STRING),
        },
        "anyOf": [{"required": ["text"]}, {"required": ["html"]}],
    },
    "IngestedArticle": record(**_ARTICLE),
    "IngestJob": record(**_JOB, articles=many(ref("IngestedArticle"))),
    "ArticleFate": record(
        **_ARTICLE,
        job=maybe(STRING),
        state=told(
            maybe({"enum": ["pending", "entered", "loaded", "refused", "withdrawn"]}),
            "In the archive; null: not there.",
        ),
        generation=told(maybe(COUNT), "The one it came in with."),
    ),
    "ReviewQueue": record(
        facts=many(record(
            **{"class": STRING}, fact=ref("Thing"), confidence=maybe(NUMBER), sentences=many(ref("Sentence")),
        )),
        queues=many(record(name=STRING, count=COUNT)),
        pairs=many(record(
            score=maybe(NUMBER), reasons=many(ref("Thing")), shared=many(ref("Thing")),
            persons=many(record(person=ref("Thing"), sentences=many(ref("Sentence")), more=COUNT)),
        )),
        conflicts=many(record(
            kind=STRING, says=STRING, concerns=many(ref("Thing")), year=STRING,
            sides=many(record(
                says=STRING, names=many(ref("Thing")),
                facts=told(many(ref("Thing")), "What can be decided of."),
                sentences=many(ref("Sentence")), more=COUNT,
            )),
        )),
        kinds=told(many(record(name=STRING, label=STRING, count=COUNT)), "Values of the parameter `kind`."),
        next=told(maybe(COUNT), "`page` of pairs, or `offset` of conflicts, that goes on."),
    ),
    "Decision": {
        "description": "A decision to be taken, as by the commands of the same names.",
        "type": "object",
        "required": ["kind", "on", "by", "why"],
        "additionalProperties": False,
        "properties": {
            "kind": {"enum": ["same", "different", "wrong", "correct", "undo"]},
            "on": told(_SAID, "A person, a fact of an article, or the number of a decision to take back."),
            "other": told(_SAID, "The other person."),
            "values": told(many(STRING), "PROPERTY=VALUE, of a correction."),
            "by": told(_SAID, "Who decides."),
            "why": told(_SAID, "The reason."),
            "later": told(FLAG, "Only write it down; a derivation or the next load applies it."),
        },
    },
    "ReviewJob": record(
        **_JOB,
        decision=maybe(record(
            outcome={"enum": ["queued", "running", "failed", "decided", "unchanged"]}, id=maybe(STRING),
            number=maybe(COUNT), what=maybe(STRING), reason=maybe(STRING),
        )),
    ),
    "OpenApi": {
        "description": "A document such as this one.",
        "type": "object",
        "required": ["openapi", "info", "paths"],
    },
}  # fmt: skip
"""All schemas by name."""
