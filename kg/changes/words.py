"""Changes in words, Vietnamese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice, zip_longest
from string import Formatter

from kg.changes.model import KINDS, Change, Thing

_SENTENCES: dict[str, tuple[str, str]] = {
    "appointed": ("{0} giữ chức {1}{day}", "{0} took up: {1}{day}"),
    "seen": ("{0} được thấy giữ chức {1}{day}", "{0} was seen as: {1}{day}"),
    "ended": ("{0} thôi giữ chức {1}{day}", "{0} left: {1}{day}"),
    "tenureGone": ("không còn căn cứ để nói {0} giữ chức {1}", "nothing says any more that {0} was: {1}"),
    "personNew": ("người mới: {0}", "new person: {0}"),
    "personsMerged": ("{rest} nay là một người: {0}", "{rest} are one person now: {0}"),
    "personSplit": ("{0} nay là nhiều người: {rest}", "{0} is several persons now: {rest}"),
    "personRenamed": ("{1} nay mang tên {0}", "{1} is now called {0}"),
    "personGone": ("không còn bài nào nêu {0}", "no article names {0} any more"),
    "eventNew": ("sự kiện mới: {0}", "new event: {0}"),
    "eventGone": ("không còn sự kiện: {0}", "event gone: {0}"),
    "conflictNew": ("mâu thuẫn mới: {all}", "new conflict: {all}"),
    "conflictGone": ("hết mâu thuẫn: {all}", "conflict gone: {all}"),
    "memberNew": ("{1} là thành viên {0}{day}", "{1} is a member of {0}{day}"),
    "memberGone": ("không còn căn cứ để nói {1} là thành viên {0}{day}",
                   "nothing says any more that {1} is a member of {0}{day}"),
    "leaderNew": ("{1} làm trưởng {0}{day}", "{1} leads {0}{day}"),
    "leaderGone": ("không còn căn cứ để nói {1} làm trưởng {0}{day}",
                   "nothing says any more that {1} leads {0}{day}"),
    "documentNew": ("văn bản mới được viện dẫn: {0}", "newly cited document: {0}"),
    "documentGone": ("không còn bài nào viện dẫn {0}", "no article cites {0} any more"),
    "articleNew": ("bài mới: {0}{day}", "new article: {0}{day}"),
    "articleGone": ("bài bị rút: {0}{day}", "article withdrawn: {0}{day}"),
    "factsLost": ("{count} dữ kiện không còn đọc được từ bài {0}: {text}",
                  "{count} facts are no longer read from {0}: {text}"),
    "decisionNew": ("quyết định biên tập: {0}: {text}", "curation decision: {0}: {text}"),
    "decisionUndone": ("thu hồi quyết định: {0}: {text}", "decision taken back: {0}: {text}"),
    "decisionStale": ("quyết định không còn khớp: {0}: {text}", "decision no longer applies: {0}: {text}"),
    "ruleBroken": ("quy tắc bị vi phạm: {0}: {text}", "rule broken: {0}: {text}"),
    "ruleMended": ("hết vi phạm: {0}: {text}", "rule kept again: {0}: {text}"),
}  # fmt: skip
_KIND = re.compile(r"^[^{]+: (?={)")
"""What a clause begins with that only says its kind."""
_TITLES: dict[str, tuple[str, str]] = {
    "appointed": ("nhận chức", "appointments"),
    "seen": ("chức vụ mới thấy", "posts newly seen"),
    "ended": ("thôi chức", "ends"),
    "tenureGone": ("chức vụ mất căn cứ", "posts without ground now"),
    "personNew": ("người mới", "new persons"),
    "personsMerged": ("người được gộp", "persons merged"),
    "personSplit": ("người được tách", "persons split"),
    "personRenamed": ("tên định danh thay đổi", "persons renamed"),
    "personGone": ("người không còn", "persons gone"),
    "eventNew": ("sự kiện mới", "new events"),
    "eventGone": ("sự kiện không còn", "events gone"),
    "conflictNew": ("mâu thuẫn mới", "new conflicts"),
    "conflictGone": ("mâu thuẫn đã hết", "conflicts gone"),
    "memberNew": ("thành viên cụm mới", "new cluster members"),
    "memberGone": ("thành viên cụm mất căn cứ", "cluster members gone"),
    "leaderNew": ("cụm trưởng mới", "new cluster leaders"),
    "leaderGone": ("cụm trưởng mất căn cứ", "cluster leaders gone"),
    "documentNew": ("văn bản mới", "new documents"),
    "documentGone": ("văn bản không còn", "documents gone"),
    "articleNew": ("bài mới", "new articles"),
    "articleGone": ("bài bị rút", "articles withdrawn"),
    "factsLost": ("bài mất dữ kiện", "articles that lost facts"),
    "decisionNew": ("quyết định biên tập", "curation decisions"),
    "decisionUndone": ("quyết định bị thu hồi", "decisions taken back"),
    "decisionStale": ("quyết định không còn khớp", "decisions no longer applied"),
    "ruleBroken": ("vi phạm mới", "rules newly broken"),
    "ruleMended": ("vi phạm đã hết", "rules kept again"),
}


def title(kind: str, lang: str) -> str:
    """Return what changes of one kind are called together."""
    return _TITLES[kind][lang == "en"]


def sentence(change: Change, lang: str) -> str:
    """Return a change as a clause in `lang`, `vi` or `en`."""
    return "".join(text for text, _ in pieces(change, lang))


def pieces(change: Change, lang: str, *, titled: bool = False) -> Iterator[tuple[str, Thing | None]]:
    """Yield the clause in pieces, each with the thing that it names, if any.

    `titled`: it stands below the title of its kind, so "new event: " is not said again.
    """
    plain = {"day": f", {change.day}" if change.day else "", "count": str(change.count), "text": change.text}
    clause = _SENTENCES[change.kind][lang == "en"]
    for before, field, _, _ in Formatter().parse(_KIND.sub("", clause) if titled else clause):
        if before:
            yield before, None
        if field in plain:
            yield plain[field], None
        elif field:
            listed = {"rest": change.things[1:], "all": change.things}
            named = listed[field] if field in listed else (change.things[int(field)],)
            for number, thing in enumerate(named):
                if number:
                    yield ", ", None
                yield thing.en if lang == "en" else thing.vi, thing


def grouped(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the kinds that occur, in order of telling, each with its changes."""
    ordered = sorted(changes, key=lambda change: KINDS.index(change.kind))
    for kind, found in groupby(ordered, key=lambda change: change.kind):
        yield kind, list(found)


def digest(changes: Iterable[Change], most: int) -> tuple[Change, ...]:
    """Return up to `most` changes of as many kinds as there are, in order of telling."""
    kinds = [found for _, found in grouped(changes)]
    turns = (one for turn in zip_longest(*kinds) for one in turn if one is not None)
    return tuple(sorted(islice(turns, most), key=lambda change: KINDS.index(change.kind)))
