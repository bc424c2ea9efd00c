"""Facts about who took part in a meeting: persons by the verbs they stand with, and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.match import compiled
from kg.extract.spans import Name
from kg.link.book import Book, Handle
from kg.link.clusters import cluster_iri
from kg.link.finds import Finds
from kg.link.handles import person_handle
from kg.load.sentences import Sentence
from kg.model import Text
from kg.ontology import Lexicon, Term
from kg.text import key
from kg.vocab import VPO

_REQUEST = re.compile(r"(?:đề nghị|yêu cầu|nhấn mạnh|lưu ý|mong muốn)[ ]")
# "dự án", "dự thảo", "dự kiến" and "dự khuyết" are other words.
_OTHER_WORD = re.compile(r"[ ]*(?:án|thảo|kiến|toán|báo|phòng|bị|lệ|luật|khuyết)")
_CONFIDENCE = {
    "attendee": "0.9",
    "chair": "0.9",
    "co-chair": "0.9",
    "speaker": "0.85",
    "directive-speaker": "0.9",
    "presenter": "0.85",
}
_OF_SEVERAL = ("attendee", "chair", "co-chair")
_SPEAKERS = ("directive-speaker", "speaker")
_OPENS_WITHIN = 14  # characters before a verb that a sentence begins with: "Tham dự hội nghị có …"
_SHORTEST_REQUEST = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """One verb of participation: where it stands and the role it gives."""

    start: int
    end: int
    role: str


def claim_parts(book: Book, finds: Finds, sentence: Sentence, event: Handle) -> None:
    """Note who took part in the event by the verbs of one sentence."""
    parts = tuple(_parts(finds, sentence))
    for at, part in enumerate(parts):
        stop = parts[at + 1].start if at + 1 < len(parts) else sentence.end
        since = parts[at - 1].end if at else sentence.start
        for name in _players(finds, part, (since, stop), opens=part.start - sentence.start <= _OPENS_WITHIN):
            person = person_handle(finds, name)
            if person is None:
                continue
            _claim_part(book, part, name, person, event)
            if part.role in _SPEAKERS:
                _claim_speech(book, finds, name, person, event)


def part_confidence(role: str) -> str:
    """Return how sure a participation in this role is."""
    return _CONFIDENCE[role]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, Term]]:
    words = lexicon.words("participation")
    return compiled(form for term in words for form in term.forms), lexicon.by_form(words)


def _parts(finds: Finds, sentence: Sentence) -> Iterator[_Part]:
    pattern, by_form = _words(finds.reading.lexicon)
    for match in pattern.finditer(finds.reading.low, sentence.start, sentence.end):
        if not _OTHER_WORD.match(finds.reading.low, match.end(), match.end() + 8):
            role = by_form[key(match[0])].one("participationRole") or ""
            yield _Part(match.start(), match.end(), role.rsplit("/", 1)[-1])


def _players(finds: Finds, part: _Part, span: tuple[int, int], *, opens: bool) -> tuple[Name, ...]:
    """Return the persons of one verb: after it where the sentence `opens` with it, else before it."""
    after, before = finds.names_in(part.end, span[1]), finds.names_in(span[0], part.start)
    if after and (opens or not before):
        return after if part.role in _OF_SEVERAL else after[:1]
    return before if part.role in _OF_SEVERAL else before[-1:]


def _claim_part(book: Book, part: _Part, name: Name, person: Handle, event: Handle) -> None:
    role = f"scheme/participation-role/{part.role}"
    handle = Handle(VPO.Participation, (*event.key, person.key[0], part.role))
    book.add(handle, ((VPO.event, event), (VPO.agent, person), (VPO.participationRole, role)))
    marks = [(part.start, part.end), (name.start, name.end)]
    book.rest(handle, name.start, f"participation.{part.role}", _CONFIDENCE[part.role], marks)
    book.rest(event, part.start, "events.part", "0.8", [(part.start, part.end)])


def _claim_speech(book: Book, finds: Finds, name: Name, person: Handle, event: Handle) -> None:
    sentence = finds.reading.sentence_at(name.start)
    handle = Handle(VPO.SpeechAct, (*event.key, person.key[0]))
    request = _REQUEST.search(finds.reading.low, name.end, sentence.end)
    book.add(handle, ((VPO.superEvent, event), (VPO.speaker, person)))
    if request:
        asked = (cluster for cluster in finds.clusters if request.end() <= cluster.start < sentence.end)
        cluster = next(asked, None)
        addressee = cluster_iri(finds, cluster) if cluster else None
        book.add(handle, ((VPO.addressee, addressee),), _requests(finds, request.end(), sentence.end))
    rule = "speeches.request" if request else "speeches.named"
    book.rest(handle, name.start, rule, "0.85", [(name.start, name.end)])


def _requests(finds: Finds, start: int, end: int) -> Iterator[tuple[str, Text]]:
    for part in finds.reading.printed(start, end).split(";"):
        said = part.strip(" ./,…")
        if len(said) >= _SHORTEST_REQUEST:
            yield VPO.requests, Text(said)
