from __future__ import annotations

import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.commands.status import describe
from kg.errors import SettingsError
from kg.settings import Settings
from kg.tokens import check_token, fits

GOOD = "q2JHuXWc7Uo5wA_0kZr8NfT1yBvLdE3s"


@pytest.mark.parametrize("make", [secrets.token_hex, secrets.token_urlsafe])
def test_a_random_token_of_128_bits_is_taken(make):
    for _ in range(200):
        check_token("KG_INGEST_TOKEN", make(16))


@pytest.mark.parametrize(
    "token",
    ["hunter2", "correct horse battery staple", "a" * 64, "0123456789abcdef" * 4, "1234567890" * 3,
     "Mật-khẩu-" * 9, "1855a916f7f372bb91849a747da5bb", "ZqYxyjJ3pHlWkDqqNC1q", "abab" * 20],
)  # fmt: skip
def test_a_token_that_could_be_guessed_is_refused_in_words_that_do_not_tell_it(token):
    for name in ("KG_INGEST_TOKEN", "KG_REVIEW_TOKEN"):
        with pytest.raises(SettingsError, match=name) as caught:
            Settings.from_env({name: token})
        assert token not in str(caught.value)
        assert "secrets.token_urlsafe(32)" in str(caught.value)


def test_without_a_token_all_is_off():
    assert (
        Settings.from_env({}).ingest_token == Settings.from_env({"KG_REVIEW_TOKEN": " "}).review_token == ""
    )
    assert not fits("", "")


@given(st.text())
def test_no_other_text_fits(text):
    assert fits(text, GOOD) == (text == GOOD)


def test_no_token_is_shown(tmp_path):
    settings = Settings.from_env({"KG_INGEST_TOKEN": GOOD, "KG_HOME": str(tmp_path)})
    assert GOOD not in repr(settings) + describe(settings)
    assert re.search(r"^KG_INGEST_TOKEN +\(set\)$", describe(settings), re.MULTILINE)
