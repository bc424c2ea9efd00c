"""What a verb only plans, denies or puts off: nobody has the office yet."""

from __future__ import annotations

import re

from kg.link.held import Group, Scene

_NOT = re.compile(
    r"(?<!\w)(?:không|chưa)(?: được| bị| kịp| có tên| đủ| trong| đưa| vào| danh sách| nằm|"
    r" điều kiện| tiêu chuẩn| tuổi| xem xét| tái| để)* $"
)
# "điều hành … đến khi có quyết định phân công Bí thư mới": nobody is appointed yet
_UNTIL = re.compile(r"(?<!\w)(?:đến khi|cho đến|trong khi chờ|chờ|trong thời gian chờ)[^.;]{0,60}$")
# "giới thiệu để HĐND tỉnh bầu giữ chức …": nobody holds it yet
_PROPOSED = re.compile(
    r"(?<!\w)(?:(?:giới thiệu|đề cử|(?<!theo )đề nghị|đề xuất|kiến nghị|dự kiến)[^.;]{0,48}|"
    r"xem xét,? (?:quyết định )?(?:việc )?)$"
)
# "việc miễn nhiệm … đối với ông A sẽ được quyết định": it is still to come.
_THE = re.compile(r"(?<!\w)việc $")
_TO_COME = re.compile(
    r"[^.;]{0,160}?(?<!\w)(?:sẽ|dự kiến)(?: được)? (?:xem xét|quyết định|tiến hành|thực hiện|thông qua|"
    r"trình|bàn|biểu quyết)"
)


def is_not_done(scene: Scene, verb: re.Match[str]) -> bool:
    """Say whether the words before a verb deny it, only propose it or wait for it."""
    low, start = scene.reading.low, scene.sentence.start
    return any(no.search(low, start, verb.start()) for no in (_NOT, _PROPOSED, _UNTIL))


def is_to_come(scene: Scene, group: Group, verb: re.Match[str]) -> bool:
    """Say whether the words after an office put off what the verb before it does."""
    low, sentence = scene.reading.low, scene.sentence
    named = _THE.search(low, sentence.start, verb.start())
    return named is not None and _TO_COME.match(low, group[-1].end, sentence.end) is not None
