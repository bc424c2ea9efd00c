from __future__ import annotations

import pytest

from kg.errors import SettingsError
from kg.settings import Settings


@pytest.mark.parametrize("base", ["http://a.example/", "https://a.example/kho/", "https://đảng.example/"])
def test_an_address_that_ends_in_a_slash_is_a_base(base):
    assert Settings.from_env({"KG_BASE_IRI": base}).base_iri == base


@pytest.mark.parametrize(
    "base",
    ["a", "ftp://a/", "http://a", "http:///", "http://a/?x/", "http://a/#/", "http://a b/", "http://a/%z/"],
)
def test_what_can_be_no_base_is_refused(base):
    with pytest.raises(SettingsError, match="KG_BASE_IRI"):
        Settings.from_env({"KG_BASE_IRI": base})


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf"])
def test_a_limit_is_a_number_above_nothing(value):
    with pytest.raises(SettingsError, match="KG_QUERY_SECONDS"):
        Settings.from_env({"KG_QUERY_SECONDS": value})


def test_an_empty_variable_leaves_the_default():
    assert Settings.from_env({"KG_QUERY_ROWS": " "}) == Settings()


def test_settings_without_secrets_keep_all_else():
    secrets = {"ingest_token": "x" * 40, "review_token": "y" * 40, "store_password": "z", "store_token": "t"}
    assert Settings(base_iri="https://a.example/", **secrets).without_secrets() == Settings(
        base_iri="https://a.example/"
    )
