"""`python -m tests.faults [NAME…]`: each kind of fault in its long form, one line a kind.

`--rounds`, `--seed` and `--only` (numbers of rounds) choose; the exit code is 1 where anything failed.
"""

from __future__ import annotations

import argparse
import sys

from tests.faults import FAULTS
from tests.faults.tally import run


def main() -> int:
    """Run the faults that the command line names, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FAULTS))
    parser.add_argument("--rounds", type=int, default=0, help="trials of each kind; 0: each its own number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, nargs="*", default=[], help="numbers of single rounds")
    chosen = parser.parse_args()
    worst = 0
    for name in chosen.names or FAULTS:
        tally = run(FAULTS[name], chosen.rounds, chosen.seed, chosen.only)
        print(tally, flush=True)
        for line in tally.unknown[:5]:
            print(f"  unknown: round {line}")
        worst |= bool(tally.failed)
    return worst


if __name__ == "__main__":
    sys.exit(main())
