"""Queries of strangers: checked, then run in disposable processes with hard limits."""
