"""Each kind of fault in its short form; `make faults` runs the long ones."""

import pytest

from tests.faults import FAULTS
from tests.faults.tally import run


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_survived(name):
    tally = run(FAULTS[name], FAULTS[name].short, seed=1)
    if tally.unknown and not tally.ok:
        pytest.skip(tally.unknown[0])
    assert not tally.failed, f"{tally}: {tally.failed}"
    assert tally.ok
