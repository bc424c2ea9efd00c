"""Loads as things: what each run did and changed, and a guard against great losses."""
