"""The notebook of the documentation runs in a kernel of its own, over a folder and over a server."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "notebook.ipynb"
PROBE = """
import json
print(json.dumps({
    "hits": [hit.label for hit in found],
    "posts": posts["postLabel"].tolist(),
    "seen": [str(day.date()) for day in posts["firstObserved"]],
    "members": members["unitLabel"].nunique(),
    "kinds": [fact.kind for fact in about],
    "events": by_year.set_index("year")["events"][[2018, 2019]].to_dict(),
    "refusal": refusal,
    "grouped": sum(map(len, groups)) == people.number_of_nodes() > 50,
    "chain": [person.label for person in paths[0].people],
    "tie": [tie.kind, *tie.days],
    "names": names,
    "office": "Standing Deputy Secretary, Long An Provincial Party Committee" in offices,
    "closed": repr(data),
}))
"""


def read():
    return nbformat.read(NOTEBOOK, as_version=4)


def test_the_notebook_is_kept_without_outputs():
    code = [cell for cell in read().cells if cell.cell_type == "code"]
    assert len(code) == 16
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []


@pytest.fixture(scope="module")
def told(demo, demo_url, tmp_path_factory):
    """What the notebook found over the folder and over the server, in one kernel."""
    once = [*(cell.source for cell in read().cells if cell.cell_type == "code"), PROBE]
    sources = [*once, f"os.environ['KG_PLACE'] = {demo_url!r}", *once]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    kernel = {"KG_PLACE": str(demo), "IPYTHONDIR": str(tmp_path_factory.mktemp("ipython"))}
    NotebookClient(book, timeout=60, kernel_name="python3").execute(env={**os.environ, **kernel})
    return [json.loads(cell.outputs[0].text) for cell in book.cells if cell.source == PROBE]


@pytest.mark.parametrize("place", [0, 1], ids=["folder", "url"])
def test_the_notebook_says_what_the_samples_hold(told, place):
    assert told[place] == {
        "hits": ["Đỗ Hữu Lâm"],
        "posts": ["Phó Bí thư Thường trực Tỉnh ủy Long An"],
        "seen": ["2018-08-10"],
        "members": 11,
        "kinds": ["vpo:Official", "vpo:Conference", "vpo:Tenure"],
        "events": {"2018": 1, "2019": 2},
        "refusal": "the ontology has no term vpo:Tenur; did you mean vpo:Tenure, vpo:tenure, vpo:CoTenure?"
        " (line 1, column 61)",
        "grouped": True,
        "chain": ["Đỗ Hữu Lâm", "Phan Văn Nhiệm"],
        "tie": ["same-event", "2018-08-10"],
        "names": ["Do Huu Lam", "Đỗ Hữu Lâm"],
        "office": True,
        "closed": "<KnowledgeGraph closed>",
    }
