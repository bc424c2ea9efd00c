"""Facts about carrying out documents: which unit, how far, judged how, with which figure, when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from kg.extract.document_merge import family
from kg.extract.document_words import document_words
from kg.link.actors import Actor, actor_before
from kg.link.assessments import assessments_in, is_demanded, judges
from kg.link.book import Book, Handle
from kg.link.classes import ClassFound, classes_in
from kg.link.clusters import cluster_iri
from kg.link.document_topics import topic_words
from kg.link.figures import Figure, as_of, figures_in
from kg.link.finds import Finds
from kg.link.stages import Stage, stage_before, stages_in
from kg.load.sentences import Sentence
from kg.model import Entity, Text
from kg.text import fold, key
from kg.vocab import VPO

_CARRIED = ("implemented", "studied", "reviewed")
_IN_CLUSTER = re.compile(r"(?:trong|của|toàn) cụm|cụm thi đua")
# Such a sentence goes on about those of the paragraph before.
_TURNING = re.compile(r"(?:tuy nhiên|tuy vậy|bên cạnh đó|mặc dù|song|nhưng|ngoài ra)(?!\w)")
_ASKED = re.compile(
    r"(?<!\w)(?:cần|phải|yêu cầu|(?<!theo )đề nghị|chỉ đạo(?! của))(?!\w)[^.]*;[^.]*$|"
    r"(?<!\w)(?:tập trung hoàn thiện|kiến nghị|mong muốn|mong|chỉ thị (?:các|cho)|hướng dẫn các|dự thảo|"
    r"vi phạm)(?!\w)"
)
# A clause that asks for better or only names a part of a report judges nobody.
_NO_JUDGEMENT = re.compile(
    r"[ -]*(?:tăng cường|đẩy mạnh|tiếp tục|chỉ ra|đánh giá|thứ nhất|thứ hai|chỉ đạo|phát huy)(?!\w)"
)
_DUTY = re.compile(r"(?<!\w)là (?:trách nhiệm|nhiệm vụ|nghĩa vụ)(?!\w)")
_SUBJECT = re.compile(r"(?<!\w)(?:về|v/v) [^;]*$")
_LIKE_SUBJECT = 4  # words that a figure and the subject of a document share, none of them empty


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A document spoken of in a sentence: named there, or by `Nghị quyết này`."""

    start: int
    end: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class _State:
    """What sentences of one article share: where documents stand, which they are, the roles of citations."""

    names: Mapping[int, str | None]
    roles: Mapping[int, str]
    starts: tuple[int, ...]


def claim_reports(
    book: Book, finds: Finds, names: Mapping[int, str | None], roles: Mapping[int, str]
) -> None:
    """Note who carries out what, and how it is judged; `names` are the documents by where they are cited."""
    if not any(names.values()) and not judges(finds):
        return
    unit: ClassFound | None = None
    state = _State(names, roles, tuple(cited.start for cited in finds.documents))
    for sentence in finds.reading.sentences:
        goes_on = unit and (
            unit.start >= finds.reading.paragraph_start(sentence.start)
            or _TURNING.match(finds.reading.low, sentence.start)
        )
        unit = _claim_sentence(book, finds, sentence, state, unit if goes_on else None) or unit


def _claim_sentence(
    book: Book, finds: Finds, sentence: Sentence, state: _State, unit: ClassFound | None
) -> ClassFound | None:
    """Note the reports of one sentence; return the class of bodies that the next one may go on about."""
    classes = classes_in(finds, sentence.start, sentence.end)
    spoken = _spoken_of(finds, sentence, state)
    figures = figures_in(finds, sentence) if state.names else ()
    for figure in figures:
        _claim_figure(book, finds, sentence, figure, spoken, state)
    for item in spoken:
        stage = stage_before(finds, sentence.start, item.start) if item.role in _CARRIED else None
        counted = any(figure.start < item.start for figure in figures)
        if stage and not counted and _is_done(finds, sentence, stage.start):
            actor = actor_before(finds, classes, sentence.start, stage.start) or (
                _before(classes, stage.start) or (_as_actor(unit) if unit else None)
            )
            if actor:
                _claim_doing(book, finds, sentence, item, stage, actor)
    _claim_judgements(book, finds, sentence, spoken, unit, cites=any(state.names.values()))
    return next((found for found in classes if _is_of_party(finds, found)), None)


def _is_done(finds: Finds, sentence: Sentence, offset: int) -> bool:
    """Say whether what stands at `offset` is told as done: not asked for anywhere before, no duty, no title.

    `Kết luận 19 về tổng kết 10 năm thực hiện Chỉ thị 56` is the name of a conclusion.
    """
    low = finds.reading.low
    if is_demanded(finds, sentence, offset) or _ASKED.search(low, sentence.start, offset):
        return False
    if _DUTY.search(low, offset, sentence.end):
        return False
    named = [cited.end for cited in finds.documents if sentence.start <= cited.start and cited.end <= offset]
    return not named or _SUBJECT.search(low, named[-1], offset) is None


def _before(classes: tuple[ClassFound, ...], offset: int) -> Actor | None:
    """Return the class of bodies named last before a verb: behind it, it is part of what is carried out."""
    found = [each for each in classes if each.end <= offset]
    return _as_actor(found[0]) if found else None


def _is_of_party(finds: Finds, found: ClassFound) -> bool:
    """Say whether later sentences may leave the class out: Party bodies, not `các đơn vị` of any kind."""
    return finds.reading.shadow[found.start].isupper() or "ủy" in finds.reading.low[found.start : found.end]


def _as_actor(found: ClassFound) -> Actor:
    entity = Entity(found.term.name, found.term.kind, found.term.vi, found.term.en)
    return Actor(found.start, found.end, found.term.name, entity)


def _spoken_of(finds: Finds, sentence: Sentence, state: _State) -> tuple[_Spoken, ...]:
    """Return the documents of a sentence, those named there and those it goes back to."""
    if not state.names:
        return ()
    first, stop = (bisect_left(state.starts, at) for at in (sentence.start, sentence.end))
    found = [
        _Spoken(cited.start, cited.end, state.names[cited.start] or "", state.roles[cited.start])
        for cited in finds.documents[first:stop]
        if state.names[cited.start]
    ]
    words = document_words(finds.reading.lexicon)
    for echo in words.echo.finditer(finds.reading.low, sentence.start, sentence.end):
        kind = words.by_kind[key(echo[1])].local
        earlier = reversed(finds.documents[: bisect_left(state.starts, echo.start())])
        last = next((cited for cited in earlier if family(cited.kind) == family(kind)), None)
        name = state.names[last.start] if last else None
        if name:
            role = "implemented" if stages_in(finds, sentence.start, echo.start()) else "mentioned"
            found.append(_Spoken(echo.start(), echo.end(), name, role))
    return tuple(sorted(found, key=lambda item: item.start))


def _claim_doing(
    book: Book, finds: Finds, sentence: Sentence, item: _Spoken, stage: Stage, actor: Actor
) -> None:
    handle = Handle(VPO.ImplementationReport, (actor.name, item.name, stage.term.local))
    if not book.has(handle):
        when = as_of(finds, sentence, item.start)
        book.add(
            handle,
            (
                (VPO.unit, actor.name),
                (VPO.document, item.name),
                (VPO.implementationStage, stage.term.name),
            ),
            (
                (VPO.stage, Text(finds.reading.printed(stage.start, stage.end))),
                (VPO.asOf, when.date),
                (VPO.asOfPrinted, when.text),
            ),
        )
    marks = [(item.start, item.end), (stage.start, stage.end), (actor.start, actor.end)]
    book.rest(handle, stage.start, "reports.implements", "0.75" if actor.sure else "0.65", marks)
    book.name(actor.entity)


def _claim_figure(
    book: Book,
    finds: Finds,
    sentence: Sentence,
    figure: Figure,
    spoken: tuple[_Spoken, ...],
    state: _State,
) -> None:
    """Note how many units carry out a document: `4/11 đơn vị tổ chức thực hiện …: Bình Phước, Lâm Đồng`."""
    after = [item for item in spoken if item.start > figure.end]
    name = after[0].name if after else _by_subject(finds, figure, state)
    if name is None:
        return
    stop = after[0].start if after else figure.indicator_end
    stage = stage_before(finds, figure.end, stop)
    when = as_of(finds, sentence)
    handle = Handle(VPO.ImplementationReport, ("figure", str(figure.start), name))
    book.add(
        handle,
        (
            *((VPO.unit, finds.context.unit(place)) for place in figure.units),
            (VPO.document, name),
            (VPO.implementationStage, stage.term.name if stage else None),
            (VPO.figure, figure.handle),
        ),
        (
            (VPO.stage, Text(finds.reading.printed(stage.start, stage.end)) if stage else None),
            (VPO.asOf, when.date),
            (VPO.asOfPrinted, when.text),
        ),
    )
    marks = [(figure.start, figure.end), *((place.start, place.end) for place in figure.units)]
    book.rest(handle, figure.start, "reports.figure", "0.85" if after else "0.6", marks)


def _by_subject(finds: Finds, figure: Figure, state: _State) -> str | None:
    """Return the document cited before whose subject the figure speaks of, None where no one stands out."""
    said = set(fold(finds.reading.low[figure.end : figure.indicator_end]).replace(",", " ").split())
    scores: dict[str, int] = {}
    for start, name in state.names.items():
        term = finds.reading.lexicon.get(name)
        if name and term and start < figure.start:
            scores[name] = len(said & topic_words(term))
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < _LIKE_SUBJECT:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[1][1] < ranked[0][1] else None


def _claim_judgements(
    book: Book,
    finds: Finds,
    sentence: Sentence,
    spoken: tuple[_Spoken, ...],
    unit: ClassFound | None,
    *,
    cites: bool,
) -> None:
    """Note the clauses that judge: a cluster, a unit or the carrying out of a document."""
    for judged in assessments_in(finds, sentence):
        start, end = judged.clause
        classes = classes_in(finds, start, end)
        named = _as_actor(classes[0]) if classes else actor_before(finds, (), start, judged.start)
        actor = named or (_as_actor(unit) if unit else None)
        cluster = _cluster_in(finds, start, end)
        here = next((item for item in spoken if start <= item.start < end), None)
        document = here.name if here else None
        many = _is_of_party(finds, classes[0]) if classes else named is None and unit is not None
        subject = cluster or (actor.name if actor and (document or many) else None)
        if subject is None and (here is None or here.role == "basis"):
            continue
        if _NO_JUDGEMENT.match(finds.reading.low, start):
            continue
        if not (cluster or document or cites or classes or stages_in(finds, start, end)):
            continue  # `còn thiếu thốn` of anything else is no report of carrying out
        identity = (subject or "", document or "", judged.polarity, str(start))
        handle = Handle(VPO.ImplementationReport, identity)
        when = as_of(finds, sentence)
        roles = ((VPO.unit, subject), (VPO.document, document), (VPO.polarity, judged.polarity))
        clause = Text(finds.reading.printed(start, end).strip())
        if not book.has(handle):
            values = ((VPO.assessment, clause), (VPO.asOf, when.date), (VPO.asOfPrinted, when.text))
            book.add(handle, roles, values)
        book.rest(handle, judged.start, "reports.assessment", "0.65", [(start, end)])
        if actor and subject == actor.name:
            book.name(actor.entity)


def _cluster_in(finds: Finds, start: int, end: int) -> str | None:
    """Return the cluster that a clause judges: `trong cụm hoàn thành tốt` in an article about one cluster."""
    names = {cluster_iri(finds, cluster) for cluster in finds.clusters} - {None}
    return names.pop() if len(names) == 1 and _IN_CLUSTER.search(finds.reading.low, start, end) else None
