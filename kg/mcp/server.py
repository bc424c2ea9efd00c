"""The server: tools and resources over one handle. It reads and never writes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import ToolAnnotations

from kg import __version__
from kg.client import KnowledgeGraph
from kg.errors import KgError
from kg.mcp.tools import Texts, Tools

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")

_INSTRUCTIONS = """\
A knowledge graph read from Vietnamese news reports on the organisation work of the Communist Party of
Viet Nam: who held which post when, which body sat in which province, who met whom, which document was
cited. Base of addresses: {base}

Search first (search_entity), then describe what was found (describe_entity). Every fact comes with the
sentence it rests on: quote it, and name its article, date and link. An end that no source states is not
known, which is not "still in office". For comparisons use named queries (list_queries, run_query), for
anything else run_sparql with terms from ontology_terms. Nothing is ever cut: an answer is whole, a page
of a stated total, or an error that says what to do."""

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def create_server(data: KnowledgeGraph) -> MCPServer:
    """Return a server over `data`, which stays the caller's to close."""
    server: MCPServer = MCPServer(
        "kg-vpo",
        title="Vietnamese Party-organization knowledge graph",
        instructions=_INSTRUCTIONS.format(base=data.base),
        version=__version__,
        log_level="WARNING",
        subscriptions=False,
    )
    tools = Tools(data)
    for tool in (
        tools.search_entity, tools.describe_entity, tools.fact_evidence, tools.list_queries, tools.run_query,
        tools.run_sparql, tools.find_paths, tools.ontology_terms,
    ):  # fmt: skip
        server.tool(annotations=_READS, structured_output=True)(_refusing(tool, ToolError))
    texts = Texts(data)
    server.resource("vpo://ontology", mime_type="text/turtle")(_refusing(texts.ontology, ResourceError))
    server.resource("vpo://queries", mime_type="application/json")(_refusing(texts.queries, ResourceError))
    return server


def _with_near(error: KgError) -> str:
    """The text of an error with what comes near, where the text alone does not say it."""
    text, near = str(error), getattr(error, "near", ())
    return text if not near or "did you mean" in text else f"{text}; did you mean {', '.join(near)}?"


def _refusing(ask: Callable[_Given, _Told], refusal: type[Exception]) -> Callable[_Given, _Told]:
    """Return `ask` with our errors as refusals that the model reads; any other error stays a crash."""

    @functools.wraps(ask)
    def asked(*given: _Given.args, **named: _Given.kwargs) -> _Told:
        try:
            return ask(*given, **named)
        except KgError as error:
            raise refusal(_with_near(error)) from error

    return asked
