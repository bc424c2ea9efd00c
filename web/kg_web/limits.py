"""All limits, for the page and for programs: what each bounds, its value, what going over it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.settings import Settings
from kg.sparql.description import Bound
from kg.sparql.guard import SHAPE
from kg.store.finding import MAX_TEXT


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: its setting, what it bounds in both languages, its unit, and the status of going over it.

    `error` is the name that errors call it by. Status 0: nothing is refused, there is a wait or a hint.
    """

    setting: str
    vi: str
    en: str
    unit: str = ""
    status: int = 0
    error: str = ""


_QUERIES = (
    Limit("query_seconds", "thời gian của một truy vấn", "time of a query", "s", 503, "time"),
    Limit("query_rows", "số dòng hoặc bộ ba của câu trả lời", "rows or triples", "", 400, "rows"),
    Limit("query_bytes", "độ lớn của câu trả lời", "size of an answer", "byte", 400, "bytes"),
    Limit("query_memory", "bộ nhớ của một tiến trình", "memory of a worker", "byte", 400, "memory"),
    Limit("query_text", "độ dài của truy vấn", "length of a query", "byte", 413, "text"),
    Limit("query_workers", "số truy vấn chạy cùng lúc", "queries that run at once"),
    Limit("query_queue", "số truy vấn chờ đến lượt", "queries that wait", "", 503, "queue"),
    Limit("query_cache", "bộ nhớ giữ câu trả lời", "memory for answers that are kept", "byte"),
)
_NAMED = (
    Limit("named_seconds", "thời gian của một câu hỏi", "time of a named query", "s", 503, "time"),
    Limit("named_workers", "số câu hỏi chạy cùng lúc", "named queries that run at once"),
)
_CLIENT = (
    Limit("client_seconds", "xử lý trong một phút", "work within a minute", "s", 429, "client_seconds"),
    Limit("client_errors", "số truy vấn lỗi trong một phút", "errors a minute", "", 429, "client_errors"),
    Limit("client_queries", "số truy vấn cùng lúc", "queries at once", "", 429, "client_queries"),
)
_PAGES = (
    Limit("page_cache", "bộ nhớ giữ các trang", "memory for pages that are kept", "byte"),
    Limit("index_seconds", "thời gian tìm theo tên và quan hệ", "time of a search", "s", 503, "index"),
    Limit("exports", "số lượt tải cả bộ cùng lúc", "exports of all at once", "", 503, "exports"),
    Limit("data_nodes", "số nút nói về một đối tượng", "nodes telling of a thing", "", 400, "data_nodes"),
    Limit("path_steps", "số bước tìm đường nối", "steps of a search for paths"),
    Limit("changes_read", "số lần nạp xem qua trong một trang", "loads looked through for a page"),
)
_SERVER = (
    Limit("body_bytes", "độ lớn của một yêu cầu", "size of a request", "byte", 413),
    Limit("ingest_bytes", "độ lớn của bài gửi vào", "size of articles sent in", "byte", 413),
    Limit("connections", "số kết nối cùng lúc", "connections at once"),
    Limit("silent_seconds", "thời gian một kết nối được im lặng", "silence of a connection", "s"),
    Limit("arrive_seconds", "thời gian để một yêu cầu đến đủ", "time for a request to come in", "s"),
    Limit("stop_seconds", "thời gian làm nốt khi máy chủ dừng", "time to finish at the end", "s"),
)
SECTIONS: tuple[tuple[str, str, tuple[Limit, ...]], ...] = (
    ("Truy vấn SPARQL", "SPARQL queries", _QUERIES),
    ("Câu hỏi có sẵn", "Named queries", _NAMED),
    ("Mỗi máy khách", "Each client", _CLIENT),
    ("Các trang", "Pages", _PAGES),
    ("Máy chủ", "The server", _SERVER),
)
"""The limits that are settings, by what they bound, with headings in both languages."""
FIXED = {**SHAPE, "name": MAX_TEXT}
"""Limits that no setting changes, by what errors call them: the shape of a query, a name looked for."""


def of_queries(settings: Settings) -> Iterator[Bound]:
    """Yield the limits that a query at the endpoint meets."""
    for limit in (*_QUERIES, *_CLIENT):
        yield Bound(limit.setting, limit.vi, limit.en, getattr(settings, limit.setting), limit.unit)


def listed(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield each limit for programs, those of the settings first."""
    for _, section, limits in SECTIONS:
        for limit in limits:
            yield {
                "name": limit.setting,
                "section": section,
                "bounds": limit.en,
                "value": getattr(settings, limit.setting),
                "unit": limit.unit,
                "status": limit.status or None,
                "limit": limit.error or None,
                "variable": f"KG_{limit.setting.upper()}",
            }
    for name, value in FIXED.items():
        yield {
            "name": name,
            "section": "Fixed",
            "bounds": name,
            "value": value,
            "unit": "",
            "status": 400,
            "limit": name,
            "variable": None,
        }
