"""What each address for programs takes and gives; the OpenAPI document is made from it and from the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.sparql.description import WRITTEN
from kg.sparql.formats import GRAPHS, SHORT, TABLES
from kg.store.choice import CHOICES
from kg_web.schemas import COUNT, DATE, STRING, Schema, many, ref

JSON = "application/json"
SPARQL_JSON = "application/sparql-results+json"
JSON_LD = "application/ld+json"
_TEXT: Schema = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter: its schema, and what it is in both languages."""

    name: str
    vi: str
    en: str
    schema: Schema = field(default_factory=lambda: STRING)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """What an address gives, by media type, for what it takes; `vi` is what its docstring says in English.

    `statuses` are those of answers that are none of the `errors`; `body` is what may be sent, `token` the
    setting whose token opens it.
    """

    tag: str
    vi: str
    answers: Mapping[str, Schema]
    takes: tuple[Value, ...] = ()
    errors: tuple[int, ...] = ()
    body: Mapping[str, Schema] = field(default_factory=dict)
    token: str = ""
    statuses: tuple[int, ...] = (200,)


def media(forms: Mapping[str, object]) -> dict[str, Schema]:
    """Return the answers that these forms of rows or triples give."""
    known = {SPARQL_JSON: ref("SparqlResults"), JSON_LD: ref("JsonLd")}
    return {form: known.get(form, _TEXT) for form in forms}


TAGS = {
    "queries": ("Câu hỏi có sẵn", "Named queries"),
    "sparql": ("SPARQL và đồ thị", "SPARQL and graphs"),
    "things": ("Đối tượng và quan hệ", "Things and relations"),
    "changes": ("Thay đổi", "Changes"),
    "ingest": ("Nạp bài", "Taking articles in"),
    "review": ("Biên tập", "Decisions of people"),
    "service": ("Dịch vụ", "The service"),
}
"""Subjects, in the order of the page."""

FORMAT = Value("format", "dạng của câu trả lời", "form of the answer", {"enum": list(SHORT)})
_GRAPH = {short: graph for short, (_, graph) in SHORT.items() if graph}
_TRIPLES = replace(FORMAT, schema={"enum": list(_GRAPH)})
_DESCRIBED = replace(FORMAT, schema={"enum": [short for short, form in _GRAPH.items() if form in WRITTEN]})
_ABOUT = Value("about", "chỉ những gì liên quan đến đối tượng này", "only what concerns this thing")
_NODE = Value(
    "node", "đối tượng, như id/person/do-huu-lam", "the thing, such as id/person/do-huu-lam", required=True
)
_SCENE = (
    _NODE,
    Value(
        "open",
        "những bước đã mở rộng, theo thứ tự: id/org/… 10 tenure",
        "what was expanded, in order: a thing, at most how many relations, of which kinds",
    ),
    Value("with", "những đối tượng vẽ cạnh", "things drawn beside it"),
    Value("hide", "những đối tượng bị ẩn", "things left out"),
    Value("off", "loại bị bỏ: place, r.tenure, undated", "kinds left out: place, r.tenure, undated"),
    Value("since", "từ năm", "from this year"),
    Value("until", "đến năm", "until this year"),
    Value("sources", "ít nhất bao nhiêu bài", "at least so many articles", COUNT),
    Value("sort", "xếp theo cột", "sorted by a column, - before it for the other way"),
)
_OFFSET = Value("offset", "bỏ qua bấy nhiêu", "pass over so many", COUNT)
_GRAPHS = (
    Value("default-graph-uri", "đồ thị mặc định", "graphs that make the default graph", many(STRING)),
    Value("named-graph-uri", "đồ thị có tên", "graphs to be found by name", many(STRING)),
)
_CHOICE = (
    Value("kinds", "các loại liên hệ", "kinds of tie", many({"enum": list(CHOICES)})),
    Value("since", "từ ngày", "from this day", DATE),
    Value("until", "đến ngày", "until this day", DATE),
    Value("possible", "cả liên hệ chỉ có thể có", "ties that are only possible, too", {"enum": ["1"]}),
)
_QUERY = Value("query", "truy vấn SPARQL 1.1", "a SPARQL 1.1 query")
_FORM: Schema = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": STRING, "default-graph-uri": many(STRING), "named-graph-uri": many(STRING)},
}
_RDF = {form: schema for form, schema in media(GRAPHS).items() if form != "text/n3"}
_FILES = {"text/turtle", "application/trig", "application/n-triples", "application/n-quads", JSON_LD}
_DOWNLOADS = {form: schema for form, schema in _RDF.items() if form in _FILES} | {"text/csv": _TEXT}

PLACES: dict[str, tuple[str, str]] = {
    "name": (
        "tên: của câu hỏi, của đồ thị, hoặc của đối tượng như id/person/do-huu-lam",
        "a name: of a question, of a graph, or of a thing such as id/person/do-huu-lam",
    ),
    "ext": ("dạng dữ liệu", "the format"),
    "number": ("số của lần nạp", "number of a load"),
    "job_id": ("mã của việc", "id of a job"),
    "key": ("SHA-256 của phần đã gửi, hoặc id của bài", "SHA-256 of what was sent, or the id of an article"),
    "article_id": ("id của bài, 16 chữ số", "id of an article, 16 digits"),
}
"""Parts of addresses that vary, in both languages."""

OPERATIONS: dict[tuple[str, str], Operation] = {
    ("queries.listing", "GET"): Operation(
        "queries", "Danh sách câu hỏi có sẵn, kèm tham số, cột và địa chỉ.", {JSON: ref("QueryList")}
    ),
    ("queries.answer", "GET"): Operation(
        "queries", "Trả lời trọn vẹn, theo dạng ghi ở cuối địa chỉ.", {**media(TABLES), **_RDF},
        errors=(400, 404, 406),
    ),
    ("sparql.sparql", "GET"): Operation(
        "sparql", "Trả lời một truy vấn, hoặc mô tả dịch vụ khi không có truy vấn.",
        {**media(TABLES), **media(GRAPHS)}, (_QUERY, *_GRAPHS, FORMAT), (400, 406, 413),
    ),
    ("sparql.sparql", "POST"): Operation(
        "sparql", "Trả lời một truy vấn gửi trong thân.", {**media(TABLES), **media(GRAPHS)},
        (*_GRAPHS, FORMAT), (400, 406, 413),
        body={"application/x-www-form-urlencoded": _FORM, "application/sparql-query": STRING},
    ),
    ("graph_store.indirect", "GET"): Operation(
        "sparql", "Đồ thị mà ?graph= hoặc ?default chỉ ra.", media(GRAPHS),
        (
            Value("graph", "IRI đầy đủ của đồ thị", "whole IRI of a graph"),
            Value("default", "đồ thị mặc định", "the default graph", {"enum": [""]}),
            _TRIPLES,
        ),
        (400, 404, 406),
    ),
    ("graph_store.direct", "GET"): Operation(
        "sparql", "Đồ thị có địa chỉ này.", media(GRAPHS), (_TRIPLES,), (400, 404, 406)
    ),
    ("dataset.void", "GET"): Operation(
        "sparql", "Mô tả bộ dữ liệu: VoID và DCAT.", media(WRITTEN), (_DESCRIBED,), (406,)
    ),
    ("export.everything", "GET"): Operation(
        "sparql", "Toàn bộ dữ liệu.",
        {**_DOWNLOADS, "application/graphml+xml": _TEXT, "application/gexf+xml": _TEXT},
    ),
    ("ontology.terms", "GET"): Operation(
        "sparql", "Các thuật ngữ: một trang, hoặc RDF khi Accept yêu cầu.", {"text/html": _TEXT, **_DOWNLOADS}
    ),
    ("search.suggest", "GET"): Operation(
        "things", "Những đối tượng khớp tên nhất.", {JSON: ref("SearchAnswer")},
        (
            Value("q", "tên, số hiệu, chức vụ, có dấu hoặc không", "a name, number or post, marks or none"),
            Value("kind", "chỉ lớp này", "only this class"),
            Value("place", "chỉ tỉnh, thành phố này", "only this province"),
            Value("year", "chỉ năm này", "only this year"),
            Value("limit", "tối đa bao nhiêu, đến 20", "how many at most, up to 20", COUNT),
        ),
    ),
    ("graph.data", "GET"): Operation(
        "things", "Các đối tượng và quan hệ mà hình cho thấy.", {JSON: ref("GraphAnswer")}, _SCENE, (404,)
    ),
    ("graph_files.take", "GET"): Operation(
        "things", "Phần đang thấy của hình quan hệ.",
        {
            "image/svg+xml": _TEXT, "text/csv": _TEXT, "text/turtle": _TEXT,
            "application/graphml+xml": _TEXT, "application/gexf+xml": _TEXT,
        },
        _SCENE, (404,),
    ),
    ("paths.data", "GET"): Operation(
        "things", "Các chuỗi liên hệ giữa hai người, mỗi mối liên hệ kèm lý do và câu làm chứng.",
        {JSON: ref("PathsAnswer")},
        (
            Value("from", "người thứ nhất", "one person", required=True),
            Value("to", "người thứ hai", "the other", required=True),
            *_CHOICE,
            Value("limit", "số chuỗi", "how many chains", {"type": "integer", "minimum": 1, "maximum": 10}),
            Value("steps", "số bước", "how many steps", {"type": "integer", "minimum": 1, "maximum": 6}),
        ),
        (400, 404),
    ),
    ("entity.data", "GET"): Operation(
        "things", "Những gì được nói về một đối tượng.", _DOWNLOADS, errors=(404,)
    ),
    ("editor.words", "GET"): Operation(
        "sparql", "Các tiền tố và thuật ngữ để viết truy vấn.", {JSON: ref("Vocabulary")}
    ),
    ("changes.listed", "GET"): Operation(
        "changes", "Các lần nạp, mới trước, mỗi lần kèm số thay đổi theo loại.", {JSON: ref("LoadList")},
        (_ABOUT, Value("before", "các lần trước lần này", "loads before this one", COUNT)), (404,),
    ),
    ("changes.whole", "GET"): Operation(
        "changes", "Một lần nạp với mọi thay đổi.", {JSON: ref("LoadWhole")}, errors=(404,)
    ),
    ("ingest.take_in", "POST"): Operation(
        "ingest", "Nạp một hay nhiều bài; bài đã có thì không đổi gì.", {JSON: ref("IngestJob")},
        (
            Value("title", "nhan đề, khi gửi chữ hoặc HTML", "the title, of a text or a page"),
            Value("published", "ngày đăng, khi gửi chữ hoặc HTML", "the day of publication, likewise"),
            Value("url", "địa chỉ gốc, khi gửi chữ hoặc HTML", "the address, likewise"),
        ),
        (400, 401, 404, 409, 413, 415),
        body={
            JSON: {"anyOf": [ref("SentArticle"), {**many(ref("SentArticle")), "minItems": 1}]},
            **dict.fromkeys(("application/x-ndjson", "application/jsonl", "text/plain", "text/html"), STRING),
        },
        token="KG_INGEST_TOKEN", statuses=(200, 202, 422),
    ),
    ("ingest.job", "GET"): Operation(
        "ingest", "Một việc đã đến đâu, từng bài ra sao.", {JSON: ref("IngestJob")}, errors=(401, 404),
        token="KG_INGEST_TOKEN",
    ),
    ("ingest.article", "GET"): Operation(
        "ingest", "Một bài ra sao, theo mã băm của phần đã gửi hoặc theo id.", {JSON: ref("ArticleFate")},
        errors=(401, 404), token="KG_INGEST_TOKEN",
    ),
    ("ingest.take_out", "DELETE"): Operation(
        "ingest", "Rút một bài ra, cùng mọi điều chỉ dựa vào bài đó.", {JSON: ref("IngestJob")},
        errors=(401, 404, 409), token="KG_INGEST_TOKEN", statuses=(200, 202),
    ),
    ("deciding.queue", "GET"): Operation(
        "review", "Những gì chờ quyết định: các cặp có thể là một người, mâu thuẫn, dữ kiện chưa chắc.",
        {JSON: ref("ReviewQueue")},
        (
            Value("kind", "loại mâu thuẫn", "a kind of conflict"),
            Value("queue", "hàng các dữ kiện", "a queue of facts", {"enum": ["uncertain", "unresolved"]}),
            Value("page", "trang", "page of pairs or facts", {"type": "integer", "minimum": 1}),
            _OFFSET,
        ),
        (401, 404), token="KG_REVIEW_TOKEN",
    ),
    ("deciding.decide", "POST"): Operation(
        "review", "Ghi một quyết định và áp dụng ngay, trừ khi để sau.", {JSON: ref("ReviewJob")},
        errors=(400, 401, 404, 409, 413, 415), body={JSON: ref("Decision")}, token="KG_REVIEW_TOKEN",
        statuses=(200, 202),
    ),
    ("deciding.derive", "POST"): Operation(
        "review", "Áp dụng mọi quyết định mới chỉ được ghi lại.", {JSON: ref("ReviewJob")},
        errors=(401, 404, 409), token="KG_REVIEW_TOKEN", statuses=(200, 202),
    ),
    ("deciding.job", "GET"): Operation(
        "review", "Một việc đã đến đâu, quyết định ra sao.", {JSON: ref("ReviewJob")}, errors=(401, 404),
        token="KG_REVIEW_TOKEN",
    ),
    ("service.health", "GET"): Operation(
        "service", "Dịch vụ có làm việc được không; mã 503 khi không.", {JSON: ref("Health")}
    ),
    ("service.live", "GET"): Operation(
        "service", "Tiến trình có trả lời không, dù dữ liệu ra sao.", {JSON: ref("Live")}
    ),
    ("service.bounds", "GET"): Operation("service", "Mọi giới hạn và giá trị.", {JSON: ref("Limits")}),
    ("openapi.document", "GET"): Operation(
        "service", "Tài liệu này: OpenAPI 3.1.", {JSON: ref("OpenApi")}
    ),
}  # fmt: skip
"""By endpoint and method. Named queries are not among them: each describes itself by its header."""
