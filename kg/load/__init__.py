"""Bytes become articles: decoding, main text, zones, headers, sentences."""

from __future__ import annotations

from kg.load.build import build_article
from kg.load.sentences import Sentence, sentences

__all__ = ["Sentence", "build_article", "sentences"]
