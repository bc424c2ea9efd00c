"""The sample articles and their gold files fit each other; extraction quality is tested elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "kg" / "samples"
GOLD = Path(__file__).parent / "data" / "gold"
SEED = ROOT.parent / "shared" / "seed" / "article-2018-08-10.txt"
ARTICLES_AT_LEAST = 36
WORDS_AT_MOST = 520
SHARED_WITH_SEED_BELOW = 60
GENRES_AT_LEAST = 12
STATUSES = {"held", "former", "appointed", "relieved"}
EVIDENCE = {"x", "c", "g", "o", "-"}
NAMES_IN_SEED = (
    "Hàm vụ trưởng, Vụ địa phương III, Ban Tổ chức Trung ương",
    "Phó Bí thư Thường trực Tỉnh ủy Long An",
    "Nghị quyết số 18-NQ/TW, 19-NQ/TW của Ban Chấp hành Trung ương Đảng (khóa XII)",
    "Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương",
    "Nghị quyết Trung ương 4 (Khóa XII)",
    "Chỉ thị 05 của Bộ Chính trị",
    "Cụm thi đua số 4, Ban Tổ chức Trung ương",
    "phong trào thi đua",
    "công tác tổ chức xây dựng Đảng 6 tháng đầu năm 2018",
)
PLENUM = re.compile(r"NQTW(\d+)-([XVI]+)")


def plain(text: str) -> str:
    """Return text ready for look-ups: NFC, one kind of Đ, single spaces, tags and entities gone."""
    bare = unescape(re.sub(r"<[^>]+>", "", unicodedata.normalize("NFC", text)))
    return re.sub(r"\s+", " ", bare.replace("\u00d0", "Đ").replace("\u0189", "Đ"))


def folded(text: str) -> str:
    """Fold case and the place of the tone mark: uỷ and ủy become one string."""
    letters = unicodedata.normalize("NFD", plain(text).lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")


@cache
def golds() -> dict[str, dict[str, Any]]:
    """Return every gold file, by its stem."""
    return {path.name[:-5]: json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))}


@cache
def text_of(stem: str) -> str:
    """Return the text that a gold file describes; of a JSON Lines file, the record of its line."""
    gold = golds()[stem]
    raw = unicodedata.normalize("NFC", (SAMPLES / gold["text"]).read_text("utf-8"))
    if "line" not in gold:
        return raw
    record = json.loads(raw.splitlines()[gold["line"] - 1])
    return "\n".join(str(record.get(key) or "") for key in ("title", "author", "published", "text"))


def sample_stems() -> set[str]:
    """Return the stem of every article: the file's, with its line number in a JSON Lines file."""
    stems = {path.stem for suffix in ("txt", "html") for path in SAMPLES.glob(f"*.{suffix}")}
    for path in SAMPLES.glob("*.jsonl"):
        lines = path.read_text("utf-8").splitlines()
        stems |= {f"{path.stem}.{number}" for number in range(1, len(lines) + 1)}
    return stems


def every(field: str) -> list[tuple[str, Any]]:
    """Return (stem, value) for each value of a list field over all gold files."""
    return [(stem, value) for stem, gold in golds().items() for value in gold[field]]


def test_every_article_has_a_gold_file_and_every_gold_file_an_article() -> None:
    assert set(golds()) == sample_stems()


def test_there_are_enough_articles_to_develop_against() -> None:
    assert len(golds()) >= ARTICLES_AT_LEAST


def test_the_articles_cover_many_genres() -> None:
    assert len({gold["genre"] for gold in golds().values()}) >= GENRES_AT_LEAST


def test_the_samples_come_as_text_as_pages_and_as_json_lines() -> None:
    assert {path.suffix for path in SAMPLES.iterdir()} >= {".txt", ".html", ".jsonl"}


def test_one_sample_is_stored_decomposed() -> None:
    texts = [path.read_text("utf-8") for path in SAMPLES.glob("*.txt")]
    assert sum(not unicodedata.is_normalized("NFC", text) for text in texts) == 1


def test_hashes_and_lengths_are_those_of_the_composed_text() -> None:
    for stem, gold in golds().items():
        if gold["text"].endswith(".txt"):
            text = text_of(stem)
            assert (gold["chars"], gold["sha256"]) == (len(text), hashlib.sha256(text.encode()).hexdigest())
        else:
            assert (gold["chars"], gold["sha256"]) == (None, None)


def test_no_article_is_longer_than_a_newspaper_report() -> None:
    for stem in golds():
        assert len(plain(text_of(stem)).split()) <= WORDS_AT_MOST, stem


def test_every_name_in_the_gold_occurs_in_its_text() -> None:
    for field in ("persons", "optional_persons", "authors", "person_traps", "aliases"):
        for stem, name in every(field):
            assert folded(name) in folded(text_of(stem)), (stem, field, name)


def test_every_province_in_the_gold_occurs_in_its_text() -> None:
    for stem, name in every("provinces"):
        text = re.sub(r"\s*[-–]\s*", "-", folded(text_of(stem)))
        short = ("tphcm", "tp.hcm", "tp hcm", "tp. hcm", "tp. ho chi minh", "tp ho chi minh")
        found = [re.sub(r"\s*-\s*", "-", folded(name))]
        found += short if name == "Thành phố Hồ Chí Minh" else []
        assert any(form in text for form in found), (stem, name)


def test_every_document_in_the_gold_is_printed_in_its_text() -> None:
    for stem, key in every("documents"):
        text = re.sub(r"[\s.–]", "", folded(text_of(stem)).replace("–", "-"))
        if plenum := PLENUM.fullmatch(key):
            assert f"trunguong{plenum[1]}" in text or f"tu{plenum[1]}" in text, (stem, key)
        elif not key.startswith("NQĐH"):
            assert re.search(rf"(?<!\d){re.match(r'[0-9]+', key)[0]}(?!\d)", text), (stem, key)  # type: ignore[index]


def test_every_position_is_of_a_named_person_and_well_formed() -> None:
    for stem, place in every("positions"):
        known = {*golds()[stem]["persons"], *golds()[stem]["optional_persons"]}
        assert place["optional"] or place["person"] in known, (stem, place)
        assert place["status"] in STATUSES, (stem, place)
        assert place["evidence"] in EVIDENCE, (stem, place)
        assert (place["province"] is None) or place["evidence"] != "-", (stem, place)


def test_the_read_me_lists_made_up_articles_apart_from_the_others() -> None:
    public, made_up = (SAMPLES / "README.md").read_text("utf-8").split("## Giả định · Made up")
    for path in SAMPLES.iterdir():
        if path.name != "README.md":
            listed = made_up if path.stem.endswith("-gia-dinh") else public
            assert f"`{path.name}`" in listed, path.name


def masked(text: str) -> str:
    """Hide names and titles, so that only the prose around them is compared."""
    bare = folded(text)
    gold = golds()["cum-thi-dua-4-2018"]
    names = [*NAMES_IN_SEED, *gold["provinces"], *gold["persons"]]
    for name in sorted(map(folded, names), key=len, reverse=True):
        bare = bare.replace(name, "\0")
    return bare


def test_no_sample_shares_a_sentence_with_the_first_article() -> None:
    seed = masked(SEED.read_text("utf-8")) if SEED.exists() else ""
    windows = {seed[at : at + SHARED_WITH_SEED_BELOW] for at in range(len(seed) - SHARED_WITH_SEED_BELOW + 1)}
    windows = {window for window in windows if "\0" not in window}
    for stem in golds():
        text = masked(text_of(stem))
        assert not [window for window in windows if window in text], stem
