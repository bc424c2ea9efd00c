"""Faults that are injected one by one, with a count of how each was survived."""

from tests.faults import cuts, flips, full, io_errors, kills, lost, restore

FAULTS = {
    "kill": kills.FAULT,
    "cut": cuts.FAULT,
    "io": io_errors.FAULT,
    "full": full.FAULT,
    "flip": flips.FAULT,
    "lost": lost.FAULT,
    "restore": restore.FAULT,
}
