"""Who takes an office over from whom, within one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.match import begins
from kg.extract.spans import Name, Title
from kg.link.held import Group, Held, Scene
from kg.link.verb_words import effect_of, verb_words
from kg.ontology import Lexicon
from kg.quick import replace
from kg.text import key

_IN_CHARGE = "-phu-trach"  # deputies who lead for the time being
_INSTEAD_OF = re.compile(r"(?<!\w)thay(?: thế)?(?: cho)?(?: vị trí(?: của)?)? $")
_TAKES = re.compile(r"[ ]*(?:giữ|đảm nhận|đảm nhiệm|làm)(?: chức vụ| chức danh| chức| vị trí)?[ ]*")
_THIS_OFFICE = begins(r"(?:chức vụ|chức danh|chức|vị trí) này (?:đối với|cho|với) ", "chức", "vị")
# `Ông A, Chủ tịch UBND tỉnh nhiệm kỳ 2011-2016, tái đắc cử chức vụ này`
_ONCE_MORE = re.compile(
    r"[^.;:]{0,40}?(?<!\w)(?:tái (?:đắc |trúng )?cử|được bầu lại|(?:tiếp tục|tiếp tục được [^,;.]{2,24}) giữ)"
    r"(?: giữ| vào)?(?: chức vụ| chức danh| chức| vị trí| cương vị) này(?!\w)"
)
_ONCE_MORE_WITHIN = 110  # characters behind an office
_REPLACED = re.compile(r"[^.;]{0,60}?,? ?thay(?: thế| cho)? (?:cho )?")


def instead(scene: Scene, group: Group, subjects: Sequence[Name]) -> list[Held]:
    """Return who takes over an office and who leaves it: `ông B thay ông A giữ chức …`."""
    words = verb_words(scene.reading.lexicon)
    gone = [name for name in scene.names if gives_way(scene, name, group)]
    if not gone:
        return []
    come = words.by_local.get("ke-nhiem")
    left = words.by_local.get("thoi-giu-chuc")
    return [
        *(Held(name, title, group, "linking.opens", "opens", come) for name in subjects for title in group),
        *(Held(gone[0], title, group, "linking.closes", "closes", left) for title in group),
    ]


def gives_way(scene: Scene, name: Name, group: Group) -> bool:
    """Say whether the office after a name is one that another takes over from that person.

    Not in `giữ chức X thay ông A giữ chức Y`: there each has an office.
    """
    low, start = scene.reading.low, scene.sentence.start
    if _INSTEAD_OF.search(low, start, name.lead) is None or not _TAKES.fullmatch(
        low, name.end, group[0].start
    ):
        return False
    before = [other.end for other in scene.names if other.end <= name.lead]
    return bool(before) and not any(before[-1] <= other[0].start < name.lead for other in scene.groups)


def again(scene: Scene, found: Sequence[Held]) -> list[Held]:
    """Return who takes or leaves `chức vụ này`: the office that the sentence gave to another before."""
    words = verb_words(scene.reading.lexicon)
    told: list[Held] = []
    for match in scene.reading.each(_THIS_OFFICE, scene.sentence.start, scene.sentence.end):
        verbs = list(scene.reading.each(words.verbs, scene.sentence.start, match.start()))
        name = next((name for name in scene.names if name.lead == match.end()), None)
        before = [held for held in found if held.title.end <= match.start()]
        if not (verbs and name and before):
            continue
        verb = words.by_verb[key(verbs[-1][0])]
        effect = effect_of(verb)
        if effect != "none":
            last = before[-1]
            told.append(
                Held(name, last.title, last.siblings, f"linking.{effect}", effect, verb, verbs[-1].span())
            )
    return told


def once_more(scene: Scene, found: Sequence[Held]) -> list[Held]:
    """Return the claims of a list, as given anew where it goes on `tái đắc cử chức vụ này`."""
    if not found or found[0].effect != "none":
        return list(found)
    low, end = scene.reading.low, max(found[-1].title.end, found[-1].name.end)
    if low.find(" này", end, end + _ONCE_MORE_WITHIN) < 0 or not _ONCE_MORE.match(low, end):
        return list(found)
    verb = verb_words(scene.reading.lexicon).by_local.get("bau")
    last = found[-1].title
    return [
        replace(item, effect="opens", rule="linking.opens", verb=verb) if item.title == last else item
        for item in found
    ]


def replaced(scene: Scene, group: Group, found: Sequence[Held]) -> list[Held]:
    """Return whose post is taken over: `giữ chức Trưởng Ban …, thay đồng chí B`."""
    right = scene.right(group)
    if right is None or not any(held.effect == "opens" for held in found):
        return []
    if not _REPLACED.fullmatch(scene.gap(group, right)):
        return []
    left = verb_words(scene.reading.lexicon).by_local.get("thoi-giu-chuc")
    return [Held(right, headed(scene.reading.lexicon, group[-1]), group, "linking.closes", "closes", left)]


def headed(lexicon: Lexicon, title: Title) -> Title:
    """Return the office that somebody leaves to a deputy in charge: that of the head."""
    head = lexicon.terms[title.role].one("deputyOf")
    return replace(title, role=head) if head and title.role.endswith(_IN_CHARGE) else title
