"""Bytes become articles: decoding, main text, zones, headers, sentences."""

from __future__ import annotations

from kg.load.build import build_article
from kg.load.refusal import Refusal
from kg.load.sentences import Sentence, sentences
from kg.load.sources import load_paths, load_record

__all__ = ["Refusal", "Sentence", "build_article", "load_paths", "load_record", "sentences"]
