"""Captions of what the ontology does not name: terms of other vocabularies, ties, and a few table columns."""

from __future__ import annotations

from rdflib import URIRef

from kg.views.knowledge import Knowledge
from kg.views.parts import Words
from kg.vocab import NS, VPO

_TERMS = {
    "altLabel": ("tên khác", "other name"),
    "hiddenLabel": ("cách viết khác", "other spelling"),
    "notation": ("mã", "code"),
    "inScheme": ("bảng phân loại", "scheme"),
    "broader": ("thuộc nhóm", "broader"),
    "closeMatch": ("gần nghĩa với", "close match"),
    "definition": ("định nghĩa", "definition"),
    "name": ("tên", "name"),
    "gender": ("giới tính theo cách xưng hô", "gender as addressed"),
    "age": ("tuổi lúc đưa tin", "age when reported"),
    "headline": ("tiêu đề", "headline"),
    "datePublished": ("ngày đăng", "published"),
    "inLanguage": ("ngôn ngữ", "language"),
    "url": ("địa chỉ bài gốc", "address of the original"),
    "role": ("chức danh", "role"),
    "postIn": ("thuộc tổ chức", "in the body"),
    "subOrganizationOf": ("trực thuộc", "part of"),
    "comment": ("giải thích", "comment"),
    "subClassOf": ("là một loại", "kind of"),
    "subPropertyOf": ("là một dạng của", "form of"),
    "domain": ("nói về", "said of"),
    "range": ("giá trị thuộc", "values are"),
    "isDefinedBy": ("định nghĩa trong", "defined in"),
    "issued": ("ngày ban hành", "issued"),
    "title": ("nhan đề", "title"),
    "created": ("lúc tạo", "created"),
    "source": ("nguồn", "source"),
    "scopeNote": ("lưu ý khi đọc", "scope note"),
    "editorialNote": ("ghi chú biên tập", "editorial note"),
    "prefLabel": ("tên", "label"),
}
_COLUMNS = {
    "period": ("thời gian", "period"),
    "succession": ("trước hay sau", "before or after"),
    "held": ("giữ chức", "held"),
    "earlier": ("người trước", "before"),
    "later": ("người sau", "after"),
    "earlierLabel": ("tên người trước", "name of who was before"),
    "ratio": ("bao nhiêu đơn vị", "how many units"),
    "article": ("bài báo", "article"),
    "usedBy": ("đối tượng", "thing"),
    "property": ("quan hệ", "relation"),
    "date": ("ngày", "date"),
    "start": ("từ ký tự", "from character"),
    "end": ("đến ký tự", "to character"),
    "quote": ("câu làm chứng", "evidence sentence"),
    "lang": ("ngôn ngữ", "language"),
    "observations": ("số quan sát", "observations"),
    "yearFrom": ("từ năm", "from year"),
    "yearTo": ("đến năm", "to year"),
    "direction": ("nhận hay thôi", "takes up or leaves"),
    "change": ("thay đổi", "change"),
    "about": ("về", "about"),
    "value": ("bài này nêu", "this article says"),
    "otherValue": ("bài kia nêu", "the other says"),
    "otherArticle": ("bài kia", "the other article"),
    "issuer": ("cơ quan ban hành", "issuer"),
    "published": ("ngày đăng", "published"),
    "other": ("đối tượng kia", "the other"),
    "articles": ("số bài báo", "articles"),
    "events": ("số sự kiện", "events"),
    "word": ("từ khóa", "word"),
    "steps": ("số bước", "steps"),
    "via": ("qua", "via"),
    "between": ("qua người", "by way of"),
    "then": ("rồi qua", "then via"),
    "dateFrom": ("từ ngày", "from"),
    "dateTo": ("đến ngày", "to"),
    "opened": ("chức được giao", "post opened"),
    "closed": ("chức thôi giữ", "post closed"),
    "actingFrom": ("quyền từ", "acting from"),
    "fullFrom": ("chính thức từ", "in full from"),
    "fact": ("dữ kiện", "fact"),
    "class": ("loại", "class"),
    "present": ("đơn vị hiện nay", "present unit"),
    "since": ("từ", "since"),
    "thing": ("đối tượng", "thing"),
    "endedOn": ("kết thúc ngày", "ended on"),
    "name": ("tên", "name"),
    "posts": ("các chức vụ", "posts"),
    "otherPosts": ("chức vụ người kia", "the other's posts"),
    "seen": ("thấy ngày", "seen on"),
    "laterUnit": ("đơn vị sau", "later unit"),
    "laterPost": ("chức vụ sau", "later post"),
    "laterSeen": ("thấy sau ngày", "later seen on"),
    "department": ("vụ, đơn vị", "department"),
    "statistic": ("số liệu", "statistic"),
    "listed": ("số đơn vị được kể", "units listed"),
    "check": ("đối chiếu", "check"),
    "genderInText": ("giới tính theo bài", "gender in the text"),
    "broken": ("quy tắc bị vi phạm", "rule broken"),
    "node": ("nút", "node"),
}
_PLAINER = {
    VPO.opens: ("nhận", "takes up"),
    VPO.closes: ("thôi", "leaves"),
}
_TIES = {
    "tenure": ("giữ chức vụ tại", "held a post in"),
    "jurisdiction": ("thuộc địa bàn", "of the territory"),
    "part-of": ("trực thuộc", "part of"),
    "member-unit": ("thành viên cụm", "member of the cluster"),
    "member-body": ("tham gia cụm", "takes part in the cluster"),
    "leads": ("cụm trưởng", "leads the cluster"),
    "participant": ("dự", "took part in"),
    "organizer": ("tổ chức", "organised"),
    "cluster": ("hoạt động của", "held by the cluster"),
    "place": ("diễn ra tại", "took place in"),
    "reported-by": ("được tường thuật trong", "reported by"),
    "cites": ("viện dẫn", "cites"),
    "successor": ("nay là", "is now"),
    "same-event": ("cùng dự sự kiện", "attended together"),
    "same-body": ("cùng tổ chức", "in the same body"),
    "succession": ("được kế nhiệm bởi", "was followed by"),
    "same-cluster": ("cùng cụm thi đua", "in the same cluster"),
    "crowd": ("cùng nơi đông người", "in the same crowd"),
}


def column(knowledge: Knowledge, name: str) -> Words:
    """Return the heading of a column: the ontology's label of the property or class of this name."""
    if name in _COLUMNS:
        return _pick(knowledge, _COLUMNS[name])
    for term in (name, name[:1].upper() + name[1:]):
        ref = knowledge.ref(URIRef(NS + term))
        if ref.lang:
            return Words(ref.label, ref.lang)
    return Words(name.replace("_", " "))


def caption(knowledge: Knowledge, term: URIRef) -> Words:
    """Return what a property is called: by the ontology, by our table of foreign terms, by its name.

    A few of our own are said as readers say them: a post is taken up or left.
    """
    if str(term) in _PLAINER:
        return _pick(knowledge, _PLAINER[str(term)])
    ref = knowledge.ref(term)
    if ref.lang:
        return Words(ref.label, ref.lang)
    local = str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return _pick(knowledge, _TERMS[local]) if local in _TERMS else Words(local)


def tie_caption(knowledge: Knowledge, kind: str) -> Words:
    """Return how a tie of the side index is called."""
    return _pick(knowledge, _TIES[kind]) if kind in _TIES else Words(kind)


def unknown_time(knowledge: Knowledge) -> str:
    """Return the words for a tie between people whom no source shows together at one time."""
    return _pick(knowledge, ("không rõ thời gian", "time not known")).text


def _pick(knowledge: Knowledge, both: tuple[str, str]) -> Words:
    return Words(both[1], "en") if knowledge.lang == "en" else Words(both[0], "vi")
