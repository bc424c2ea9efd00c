"""The patterns from which the side index takes labels, classes and ties. A tie names the node it rests on.

Ties between two people are those of `kg.store.bonds`.
"""

from __future__ import annotations

from kg.vocab import VPO

PREFIXES = """PREFIX vpo: <https://vpo.example/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
"""

NAMES = """SELECT ?thing ?name ?how WHERE {
  { ?thing skos:prefLabel|schema:headline ?name BIND("label" AS ?how) } UNION
  { ?thing skos:altLabel|skos:hiddenLabel|vpo:officialName|foaf:name|skos:notation ?name
    BIND("name" AS ?how) } UNION
  { ?thing vpo:documentNumber ?name BIND("number" AS ?how) }
  FILTER(isIRI(?thing))
}"""

# Names that lead to a unit although it never bore them: those of what it was or became.
LEADS = """SELECT ?thing ?name ?how WHERE {
  { ?before vpo:successor ?thing ; skos:prefLabel ?name BIND("was" AS ?how) } UNION
  { ?thing vpo:successor ?after . ?after skos:prefLabel ?name BIND("now" AS ?how) }
}"""

# Of things and of the nodes of an article, which stand for the article; `governs` of who governs the place.
PLACES = """SELECT ?thing ?place ?governs WHERE {
  { ?thing vpo:jurisdiction ?place BIND(true AS ?governs) } UNION { ?thing vpo:place ?place } UNION
  { ?thing vpo:issuedBy|vpo:organizer|org:postIn ?body . ?body vpo:jurisdiction ?place }
}"""
DAYS = """SELECT ?thing ?day WHERE {
  { ?thing schema:datePublished|vpo:issueDate|vpo:startDate ?day } UNION
  { ?membership a vpo:ClusterMembership ; vpo:cluster ?thing ; vpo:year ?day }
}"""

TENURES = """SELECT ?tenure ?person ?post ?role ?body ?since ?until WHERE {
  ?tenure a vpo:Tenure ; vpo:holder ?person ; vpo:role ?role ; vpo:organization ?body .
  OPTIONAL { ?tenure vpo:post ?post }
  OPTIONAL { ?tenure vpo:surelyFrom ?since ; vpo:surelyUntil ?until }
}"""
ROLES = """SELECT ?role ?name WHERE { ?role a vpo:Role ; skos:prefLabel|skos:altLabel ?name }"""
SHORT = """SELECT ?short ?long WHERE {
  ?word a vpo:Abbreviation ; skos:prefLabel ?short ; vpo:expansion ?long ; vpo:ambiguousReading false .
  FILTER(LANG(?short) = "vi" && LANG(?long) = "vi")
}"""

KINDS = """SELECT ?kind ?label WHERE {
  { SELECT DISTINCT ?kind WHERE { ?thing a ?kind } } ?kind rdfs:label ?label
}"""

CLASSES = """SELECT ?thing ?kind WHERE {
  ?thing a ?kind FILTER(isIRI(?thing) && isIRI(?kind) && !CONTAINS(STR(?thing), "#"))
}"""

# Virtuoso follows a path only from an end that is known.
SUPERS = """SELECT DISTINCT ?kind ?super WHERE {
  ?kind rdfs:subClassOf ?above . ?above rdfs:subClassOf* ?super FILTER(isIRI(?super))
}"""

PROPERTIES = """SELECT ?property (COUNT(*) AS ?n) WHERE { ?s ?property ?o } GROUP BY ?property"""
GROUPED: dict[str, str] = {
    "outlet": "?x a vpo:Article ; vpo:outlet ?name",
    "citation": "?x a vpo:Citation ; vpo:resolutionState ?name",
    "row": "?x vpo:checkStatus ?name",
    "end": "?x a vpo:Tenure ; vpo:endState ?name",
    "broken": "VALUES ?name { vpo:SeenAfterPublication vpo:ListedAfterEnd vpo:HeldAfterEnd } ?x a ?name",
}
"""What is counted by name: articles, citations, rows of tables, ends of tenures, rules broken."""
# What waits for a person, by queue: the node, what it is sorted by, the least number first, in `pairs` the
# greatest, then by the rest. Of the evidence of the sample articles 3.6 % is below this confidence.
WAITS: dict[str, str] = {
    "pairs": """SELECT ?node ?number ?one ?another WHERE {
  ?node a vpo:PossibleSame ; vpo:compared ?one , ?another FILTER(STR(?one) < STR(?another))
  OPTIONAL { ?node vpo:score ?number }
}""",
    "uncertain": """SELECT ?node ?number WHERE {
  ?evidence vpo:supports ?node ; vpo:confidence ?number FILTER(?number < 0.7)
  FILTER NOT EXISTS { ?decision vpo:rejects ?node }
}""",
    "unresolved": """SELECT ?node WHERE {
  VALUES ?state { vpo:unresolved vpo:ambiguous } ?node a vpo:Citation ; vpo:resolutionState ?state
  FILTER NOT EXISTS { ?decision vpo:rejects ?node }
}""",
}
COUNTS = """SELECT ?kind (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?kind } GROUP BY ?kind"""

# kind of tie: what `source`, `target` and the node that `evidence` stands for must fulfil.
TIES: dict[str, str] = {
    "tenure": "?evidence a vpo:Tenure ; vpo:holder ?source ; vpo:organization ?target",
    "jurisdiction": "?source a ?kind ; vpo:jurisdiction ?target BIND(?source AS ?evidence)",
    "part-of": "?source a ?kind ; vpo:parent|org:subOrganizationOf ?target BIND(?source AS ?evidence)",
    "member-unit": "?evidence a vpo:ClusterMembership ; vpo:memberUnit ?source ; vpo:cluster ?target",
    "member-body": "?evidence a vpo:ClusterMembership ; vpo:memberBody ?source ; vpo:cluster ?target",
    "leads": "?evidence a vpo:ClusterLeadership ; vpo:leader ?source ; vpo:cluster ?target",
    "participant": "?target vpo:reportedBy ?article ; vpo:participant ?source BIND(?target AS ?evidence)",
    "organizer": "?target vpo:reportedBy ?article ; vpo:organizer ?source BIND(?target AS ?evidence)",
    "cluster": "?source vpo:reportedBy ?article ; vpo:cluster ?target BIND(?source AS ?evidence)",
    "place": "?source vpo:reportedBy ?article ; vpo:place ?target BIND(?source AS ?evidence)",
    "reported-by": "?source vpo:reportedBy ?target BIND(?source AS ?evidence)",
    "cites": "?evidence a vpo:Citation ; vpo:citingArticle ?source ; vpo:citedDocument ?target",
    "successor": "?source a vpo:AdministrativeUnit ; vpo:successor ?target BIND(?source AS ?evidence)",
}

MINOR = frozenset(
    [
        VPO.Abbreviation,
        VPO.Honorific,
        VPO.LinkReason,
        VPO.NameSyllable,
        VPO.PositionWord,
        VPO.Rule,
        VPO.Surname,
        VPO.VerbEffect,
        VPO.WordKind,
    ]
)
"""Classes of words and rules: who searches for a name wants whoever bears it first."""
