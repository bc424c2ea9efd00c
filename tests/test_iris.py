from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import fits_iri


@pytest.mark.parametrize(
    "text", ["", "a b", "a<b", "a%zz", "a%4", "a\ue000", "a\ufffd", "a\x7f", "a\\b", "a\n"]
)
def test_what_cannot_stand_in_an_iri_is_known(text):
    assert not fits_iri(text)


@given(st.text(min_size=1))
def test_the_engine_takes_what_fits(text):
    if fits_iri(text) and not {"#", "[", "]"} & set(text):
        assert pyoxigraph.NamedNode(f"https://vpo.example/id/{text}").value.endswith(text)
