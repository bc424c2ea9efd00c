"""Titles beside names: directly before one, or set off after one."""

from __future__ import annotations

import re

from kg.extract.spans import Name
from kg.link.apart import own_titles
from kg.link.asides import is_of_kin
from kg.link.headers import as_listed, by_header
from kg.link.held import TIGHT, Group, Held, Scene, without_honours
from kg.link.verb_words import verb_words
from kg.link.verbs import shared_out
from kg.quick import replace

_DASH = re.compile(
    r"[ ]*(?:(?:này|nói trên|khác|còn lại) )?"
    r"(?:-|:|là|hiện là|hiện nay là|hiện tại là|bây giờ là|nay là|cũng là)[ ]*"
)
_COMMA = re.compile(r"(?:[ ]*\([^()]{0,20}\d{4}[^()]{0,20}\))?[ ]*[,:][ ]*")
# What is said of a person between name and title: age, birth, home, a seat in the picture.
_SAID = (
    r"(?:sinh |sn |(?:19|20)\d\d(?!\d)|quê|"
    r"nguyên quán|trú |ngụ |hộ khẩu|thường trú|tạm trú|hiện trú|hiện ở|\d{2} tuổi|"
    r"dân tộc|trình độ|"
    r"người (?:dân tộc|tày|thái|mường|mông|khmer|dao|nùng)|bìa |giữa|đứng |ngồi |thứ |ngoài cùng|hàng |"
    r"áo |ảnh|trái|phải|"
    r"bên |đảng viên|đang |"
    r"thầy thuốc|nhà giáo|nghệ s[ĩỹ]|anh hùng|nhà (?:báo|văn|thơ|sử học)|"
    r"tại huyện|tại xã|huyện |xã |phường |quận |tỉnh |thành phố |tp )"
)
_ASIDE = (
    rf"(?:[ ]*\((?![^)]*(?:bí thư|chủ tịch|trưởng|giám đốc|ủy viên|thủ tướng|chánh))[^)]{{0,80}}\))?"
    rf"(?:[ ]*[,(-]?[ ]*{_SAID}[^,;:()]{{0,60}}(?:\([^()]{{2,30}}\))?){{0,5}}"
)
_APPOSED = re.compile(
    rf"{_ASIDE}[ ]*(?:,|-|- -|:|\(|là|, là|"
    r",? ?(?:bao )?gồm(?: các chức vụ)?:?|hiện là|, hiện là|, hiện đang là|đang là|"
    r", đang giữ chức|vốn là|- )[ ]*"
    r"(?:hiện là |hiện nay là |hiện giữ chức |hiện |đang là )?[ ]*"
)
# "Tổng Thanh tra Chính phủ (ông A đảm nhiệm từ năm 2011 đến tháng 4/2016)"
_OPENED = re.compile(r"[ ]*\((?:do |lúc đó là |khi đó là |nay là |là |thời )?[ ]*")
# "ông A - khi đó là Chủ tịch UBND tỉnh"
_THEN_WAS = re.compile(
    r"[ ]*[,(-][ ]*(?:người )?(?:lúc|khi|hồi|thời điểm) (?:đó|ấy|bấy giờ)(?: đang)? "
    r"(?:là|giữ chức|làm)[ ]*"
)
_HOLDS = re.compile(
    r"(?:[ ,-]*(?:đã |đang |hiện )?(?:giữ|đảm nhiệm|đảm nhận|nắm giữ|phụ trách|làm|đảm đương)[^()]{0,60})?\)"
)
_ENDED = re.compile(r"đến (?!nay)|giai đoạn|nhiệm kỳ")
# "Người được giới thiệu làm Chủ tịch là ông A": nobody is yet
_NOT_YET = re.compile(r"(?<!\w)(?:giới thiệu|đề cử|dự kiến|ứng cử|quy hoạch)(?!\w)[^.;]{0,40}$")
_WERE = re.compile(r"(?<!\w)nguyên là $")
# "ông A từ Phó Giám đốc Trung tâm lên làm Phó Trưởng phòng"
_FROM = re.compile(
    r"[ ,]*(?:được |bị )?(?:điều chuyển |điều động |luân chuyển |chuyển |đi )?"
    r"từ (?:chức vụ |chức |vị trí |cương vị )?"
)
_MOVES_TO = re.compile(
    r"[ ,]*(?:được |chuyển |điều động |bổ nhiệm |đề bạt )*(?:về |sang |lên |ra )*(?:làm|giữ|nhận|lên|sang|"
    r"về|trở thành)(?!\w)"
)
# "Thứ trưởng mới thứ hai của bộ này là ông B"
# "Chủ tịch UBND tỉnh A được chỉ định là ông B"
_NEW_IS = re.compile(
    r"[ ]*(?:mới(?: thứ \w+| nhất)?(?: của [^,;.]{2,40})?|"
    r"(?:vừa |mới |đã )?được (?:bầu|chỉ định|bổ nhiệm|phân công|phê chuẩn)) là[ ]*"
)
# "Về trường hợp ông A, Chủ tịch thành phố cho biết": the title is that of who speaks.
_FRONTED = re.compile(r"(?:về|liên quan(?: đến| tới)?|đối với|tương tự|trả lời|trước)(?: \w+){0,6} $")
_TO_WHOM = re.compile(
    r"(?:phát biểu|khi|sau khi|tại|trong)[^.;,]{0,80}(?<!\w)(?:trao|bổ nhiệm|chúc mừng|"
    r"giao nhiệm vụ)[^.;,]{0,60}(?:cho )$"
)
_SAYS = re.compile(
    r" (?:cho biết|nói|khẳng định|cho rằng|thừa nhận|trả lời|thông tin|nhấn mạnh|đề nghị|yêu cầu|"
    r"chỉ đạo)(?!\w)"
)
# "Đồng chí A; sinh ngày 2/9/1931; quê quán: xã …; thường trú tại …; nguyên Bí thư …"
_AFTER_LIFE = re.compile(
    r"(?:[ ]*\([^()]{2,40}\))?(?:[ ]*[,;(])?[ ]*(?:sinh|sn|đảng viên)(?!\w)[^()]{0,700};[ ]*"
)
# "ông A (SN 1962) Phó Giám đốc …", "ông A nguyên Phó Giám đốc …": no sign stands between.
_BRACKET_THEN = re.compile(r"[ ]*\((?:sn|sinh|\d\d tuổi|(?:19|20)\d\d)[^()]{0,40}\)[ ]*")
# "Trưởng Công an huyện B, Lê Văn Tám, xác nhận": a name without a form of address.
_FIRST_OF_ALL = re.compile(r"(?:[^,;.]{0,50}, )?")
_TELLS = re.compile(
    r",? (?:đã |vừa |cũng |còn |thì |mới )*(?:cho biết|cho hay|cho rằng|xác nhận|khẳng định|nói|thông tin|"
    r"nhấn mạnh|chia sẻ|đề nghị|yêu cầu|phát biểu|chủ trì|trả lời|thừa nhận|giải thích|nhận định|lý giải|"
    r"xin lỗi|ký|đánh giá|chỉ đạo)(?!\w)"
)
_SEVERAL = re.compile(
    r"(?<!\w)(?:các|những)(?: vị| đồng chí| ông)? (?:nguyên|cựu)?(?!\w)|(?<!\w)các (?:vị|đồng chí|ông)(?!\w)"
)
_ITEM_ENDS = re.compile(r"[;.]| và |,? cùng |$")
_VACANT = re.compile(r"(?:kiện toàn|bổ sung|khuyết|bầu thay|tìm) (?:các )?(?:chức vụ|chức danh|vị trí) $")
# "theo phân công của Trưởng Ban …, đồng chí A": the title is somebody else's.
_OF = re.compile(
    r"(?<!\w)(?:của|theo|về|đối với|liên quan đến|liên quan tới|thay mặt|"
    r"trả lời|gặp|cảm ơn|tiếp|đón|thưa|báo cáo|gửi|chúc mừng) (?:đồng chí )?"
    r"(?:(?:các )?(?:chức vụ|chức danh|chức|vị trí) )?$"
)
# "tư cách đại biểu Quốc hội của bà A", "chức vụ Chủ tịch của ông B"
_OF_PERSON = re.compile(r"[ ]*(?:(?:nhiệm kỳ|giai đoạn) [\d -]+)?(?:của|đối với)[ ]*")
_AS = re.compile(r"(?:tư cách|chức vụ|chức danh|chức|vị trí|ghế|cương vị|nhiệm vụ) $")
# "Từ vị trí Ủy viên Thường trực …, ông A được điều động làm …"
_FROM_POST = re.compile(r"(?:^|[ ,;])(?:từ|rời)(?: vị trí| cương vị| chức vụ| chức danh| chức| ghế)+ $")
_THEN_HE = re.compile(r",[^,;.]{0,40}")
# "Ông A là tiến sĩ Luật, Cao cấp lý luận chính trị, đại biểu Quốc hội khóa 13"
_LEARNED = re.compile(
    rf"{_ASIDE},?[ ]*(?:có |hiện )?(?:là |trình độ )"
    r"(?:(?:phó )?giáo sư|gs|pgs|tiến sỹ|tiến sĩ|ts|thạc sỹ|thạc sĩ|ths|"
    r"cử nhân|kỹ sư|bác sĩ|luật sư|cao cấp|chuyên viên|người|đảng viên)(?!\w)"
    r"(?:(?!từng|trước|được|sau|khi)[^.:])*?[,;][ ]*"
)
_AT_ONCE = re.compile(r" (?:là|hiện là|đang là|vốn là)(?!\w)")
_SPLIT = re.compile(r"và|;")
# "Người giữ chức Chủ tịch UBND tỉnh trước đó là ông A"
_BEFORE_THAT = re.compile(
    r"[ ]*(?:trước đó|trước đây|tiền nhiệm|khóa trước|nhiệm kỳ trước|thời (?:kỳ |điểm )?(?:đó|ấy)|"
    r"(?:lúc|khi|hồi) (?:đó|ấy)|(?:lúc )?bấy giờ) là[ ]*"
)


def beside(scene: Scene, group: Group) -> list[Held]:
    """Return who holds a list of titles by where their names stand: before trusts more than after."""
    left, right = scene.left(group), scene.right(group)
    apposed = left if left and _is_apposed(scene, left, group) else None
    gap = scene.gap(group, right) if right else ""
    if right and TIGHT.fullmatch(gap):
        return _directly_before(scene, group, right, apposed)
    if right and _OPENED.fullmatch(gap) and (holder := _HOLDS.match(scene.reading.low, right.end)):
        former = _ENDED.search(holder[0]) is not None
        return [replace(held, former=former) for held in scene.give(right, group, "linking.prefix")]
    if right and _NEW_IS.fullmatch(gap):
        verb = verb_words(scene.reading.lexicon).by_local.get("bo-nhiem")
        return [
            replace(one, effect="opens", rule="linking.opens", verb=verb) for one in _are(scene, group, right)
        ]
    both = scene.chain(right) if right and _OPENED.fullmatch(gap) else ()
    if len(both) > 1 and scene.reading.low.startswith(")", both[-1].end):
        return [held for name in both for held in scene.give(name, group, "linking.prefix", whole=True)]
    of_another = _OF.search(scene.reading.low, scene.sentence.start, group[0].start) is not None
    if right and _DASH.fullmatch(gap) and not (apposed and _name_first(scene, group)):
        if of_another and ":" in gap:
            return []  # "Theo Quyết định của Bộ trưởng: ông A giữ chức …"
        return by_header(scene, group) or as_listed(scene, group, _are(scene, group, right))
    if right and _BEFORE_THAT.fullmatch(gap):
        headed = by_header(scene, group)
        return headed or [replace(held, former=True) for held in scene.give(right, group, "linking.prefix")]
    then = left and _THEN_WAS.fullmatch(scene.reading.low, left.end, group[0].start)
    if left and (then or _is_left_for_another(scene, left, group)):
        return [replace(held, former=True) for held in scene.give(left, group, "linking.appositive")]
    if apposed and _is_of_speaker(scene, apposed, group):
        return []
    if apposed:
        return scene.give(apposed, group, "linking.appositive")
    if right and _FROM_POST.search(low_before(scene, group)) and _THEN_HE.fullmatch(gap):
        return [replace(held, former=True) for held in scene.give(right, group, "linking.prefix-comma")]
    learned = _learned(scene, left, group)
    if learned:
        return scene.give(learned, group, "linking.office")
    if right and _OF_PERSON.fullmatch(gap) and _AS.search(low_before(scene, group)):
        return _are(scene, group, right)
    if _VACANT.search(scene.reading.low, scene.sentence.start, group[0].start):
        return []
    if (
        right
        and right.lead < right.start
        and _COMMA.fullmatch(gap)
        and not group[0].plural
        and not of_another
    ):
        return scene.give(right, group, "linking.prefix-comma")
    if right and not group[0].plural and not of_another and _is_teller(scene, group, right):
        return scene.give(right, group, "linking.prefix-comma")
    return []


def _is_teller(scene: Scene, group: Group, right: Name) -> bool:
    """Say whether a name behind a comma is of who has the title at the head of the sentence and speaks."""
    low = scene.reading.low
    opens = _FIRST_OF_ALL.fullmatch(low_before(scene, group)) and scene.left(group) is None
    return bool(opens) and scene.gap(group, right) == ", " and _TELLS.match(low, right.end) is not None


def _is_left_for_another(scene: Scene, left: Name, group: Group) -> bool:
    """Say whether an office is the one that a move begins at: `ông A từ Phó Giám đốc … lên làm …`."""
    low = scene.reading.low
    begins = _FROM.fullmatch(low, left.end, group[0].start) is not None
    return begins and _MOVES_TO.match(low, group[-1].end) is not None


def _learned(scene: Scene, left: Name | None, group: Group) -> Name | None:
    """Return the person of whom a sentence says degrees and then posts: `Ông là tiến sĩ Luật, đại biểu …`."""
    start = group[0].start
    for name in (scene.pronoun, left):
        if name and name.end <= start and _LEARNED.fullmatch(scene.without_titles(name.end, start)):
            return name
    return None


def _is_apposed(scene: Scene, left: Name, group: Group) -> bool:
    """Say whether a list of titles follows a name, with what is said of the person between them."""
    if _AT_ONCE.match(scene.reading.low, left.end) and is_of_kin(scene, left):
        return False  # "chị gái ông A là Chủ tịch …"
    low, start = scene.reading.low, group[0].start
    if low[left.end : start] == " " and (group[0].status == "former" or _is_set_off(scene, left, group)):
        return True
    if any(said.fullmatch(low, left.end, start) for said in (_APPOSED, _AFTER_LIFE, _BRACKET_THEN)):
        return True
    return _APPOSED.fullmatch(without_honours(scene.reading, low[left.end : start])) is not None


def _is_set_off(scene: Scene, left: Name, group: Group) -> bool:
    """Say whether a title begins behind a name without a sign: `đồng chí A Phó Chủ tịch UBND huyện`."""
    right = scene.right(group)
    free = right is None or not TIGHT.fullmatch(scene.gap(group, right))
    titled = any(other[-1].end + 1 == left.lead for other in scene.groups)
    return left.lead < left.start and scene.reading.shadow[group[0].start].isupper() and free and not titled


def _is_of_speaker(scene: Scene, name: Name, group: Group) -> bool:
    """Say whether a title after a name in a fronted phrase is that of somebody who speaks about it."""
    low, sentence = scene.reading.low, scene.sentence
    fronted = _FRONTED.fullmatch(low, sentence.start, name.lead)
    return fronted is not None and _SAYS.match(low, group[-1].end) is not None


def _are(scene: Scene, group: Group, right: Name) -> list[Held]:
    """Return who is said to be what: `Chủ tịch và Phó Chủ tịch UBND huyện là ông A và ông B`."""
    names = scene.chain(right)
    if _NOT_YET.search(low_before(scene, group)):
        return []
    former = _WERE.search(low_before(scene, group)) is not None
    if len(names) != len(group) or len(group) == 1:
        return [replace(held, former=former) for held in scene.give(right, group, "linking.prefix")]
    return [
        Held(name, title, group, "linking.prefix", former=former)
        for name, title in shared_out(scene, names, group)
    ]


def low_before(scene: Scene, group: Group) -> str:
    """Return the words of the sentence before a list of titles, in lower case."""
    return scene.reading.low[scene.sentence.start : group[0].start]


def _directly_before(scene: Scene, group: Group, right: Name, left: Name | None) -> list[Held]:
    """Return who holds a list directly before a name, of which the name before it may own the beginning."""
    group = own_titles(scene.reading, group)
    if left and len(group) > 1 and _SPLIT.search(scene.reading.low, group[-2].end, group[-1].start):
        own = scene.give(left, group[:-1], "linking.appositive")
        return own + scene.give(right, group[-1:], "linking.prefix")
    if len(group) > 1 and _is_of_speaker_alone(scene, group, right):
        return scene.give(right, group[1:], "linking.prefix")
    chain = scene.chain(right) if group[0].plural else _of_former(scene, group, right)
    if group[0].plural and len(chain) == 1:
        chain = scene.untitled(scene.list_from(right), group)
    several = len(chain) > 1
    return [held for name in chain for held in scene.give(name, group, "linking.prefix", whole=several)]


def _of_former(scene: Scene, group: Group, right: Name) -> tuple[Name, ...]:
    """Return the names that share one title of before: `các vị nguyên Tổng Bí thư A, B; nguyên …`."""
    low, found = scene.reading.low, [right]
    if group[0].status != "former" or not _SEVERAL.search(low_before(scene, group)):
        return (right,)
    for name in scene.names:
        if name.start > right.start:
            alone = low[found[-1].end : name.lead] in (", ", " và ") and _ITEM_ENDS.match(low, name.end)
            if not alone or name.lead < name.start:
                break
            found.append(name)
    return tuple(found)


def _is_of_speaker_alone(scene: Scene, group: Group, right: Name) -> bool:
    """Say whether a comma ends the phrase that the first title stands in, before the speaker's own titles.

    `Phát biểu khi trao quyết định cho tân Bí thư quận A, Bí thư Thành ủy B nhấn mạnh`.
    """
    low = scene.reading.low
    fronted = _TO_WHOM.match(low, scene.sentence.start, group[0].start) is not None
    comma = low[group[0].end : group[1].start].strip() == ","
    return fronted and comma and _SAYS.match(low, right.end) is not None


def _name_first(scene: Scene, group: Group) -> bool:
    """Say whether the stretch between semicolons that holds `group` begins with a name, not a title."""
    sentence = scene.sentence
    cut = max(scene.reading.low.rfind(";", sentence.start, group[0].start), sentence.start)
    first_name = next((name.start for name in scene.names if name.start >= cut), sentence.end)
    first_title = next((other[0].start for other in scene.groups if other[0].start >= cut), sentence.end)
    return first_name < first_title
