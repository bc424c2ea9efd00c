"""Bytes become articles: decoding, main text, zones, headers, sentences."""
