"""What `kg status` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kg.changes.log import Log
from kg.changes.model import Entry
from kg.changes.words import title
from kg.curation.file import FILE
from kg.errors import KgError
from kg.queries import named
from kg.settings import Settings
from kg.store.far import far_store, read_state
from kg.store.generations import DataHome
from kg.store.server import Server


def describe(settings: Settings) -> str:
    """Return the settings with the variables that change them, the articles by state, the generations."""
    lines = [*_settings(settings), "", *_data(DataHome(settings.home)), *_far(settings)]
    return "".join(f"{line}\n" for line in lines)


def _settings(settings: Settings) -> Iterator[str]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        shown = value if field.repr else "(set)" if value else ""
        yield f"KG_{field.name.upper():<18} {shown}"


def _data(home: DataHome) -> Iterator[str]:
    if not (home.path / "archive.sqlite").is_file():
        yield f"{home.path} holds no data; load articles with kg load, or try kg demo"
        return
    with home.archive(readonly=True) as archive:
        yield "articles    " + ", ".join(f"{state} {count}" for state, count in archive.counts().items())
    yield from _decisions(home)
    current = home.current()
    log = Log(home.path)
    for number in home.numbers():
        manifest = home.manifest(number)
        mark = " (current)" if number == current else ""
        yield (
            f"generation  {number}{mark}: {manifest.articles} articles, {manifest.triples} triples, "
            f"{manifest.created}, {manifest.hash[:16]}"
        )
        if entry := log.entry(number):
            yield f"            kg {entry.run.command}, against {entry.previous or 'nothing'}: {_told(entry)}"


def _far(settings: Settings) -> Iterator[str]:
    """Yield what the server of the settings holds, or why that is not known."""
    if settings.store:
        try:
            state = read_state(far_store(Server.of(settings), settings.base_iri), settings.base_iri)
            yield (
                f"server      generation {state.number}, {state.hash[:16]}"
                if state
                else "server      nothing"
            )
        except KgError as error:
            yield f"server      {error}"


def _told(entry: Entry) -> str:
    return (
        ", ".join(f"{title(kind, 'en')} {count}" for kind, count in entry.counts.items()) or "nothing listed"
    )


def _decisions(home: DataHome) -> Iterator[str]:
    """Yield how many decisions there are in each state, in the current generation."""
    if home.current() is None or not (home.path / FILE).exists():
        return
    rows = home.current_reader().now().store.select(named("decision-states").text)
    counts = (f"{str(row['state']).rpartition('#')[2]} {row['decisions']}" for row in rows)
    yield "decisions   " + (", ".join(counts) or "none applied yet") + "; kg decisions --stale tells why"
