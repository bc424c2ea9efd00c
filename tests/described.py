"""Holding real answers against the OpenAPI document."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator


def check(told: dict[str, Any], operation: dict[str, Any], answer: Any) -> None:
    """Fail unless the status, the media type and the body of an answer are those that are described."""
    response = operation["responses"][str(answer.status_code)]
    schema = response["content"][answer.mimetype]["schema"]
    if answer.mimetype.endswith("json"):
        whole = {**schema, "components": told["components"]}
        assert [error.message for error in Draft202012Validator(whole).iter_errors(answer.json)] == []
    else:
        assert schema == {"type": "string"}
