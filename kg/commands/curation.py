"""The commands with which people decide: `same`, `different`, `wrong`, `correct`, `undo`, `decisions`."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.commands.errors import DONE
from kg.settings import Settings

_F = TypeVar("_F", bound=Callable[..., object])


def _signed(command: _F) -> _F:
    """Give a command the options that say who decides and why."""
    for option in (
        click.option(
            "--later", is_flag=True, help="Only write it down; kg derive or the next load applies it."
        ),
        click.option("--why", metavar="TEXT", help="The reason. Asked for on a terminal when left out."),
        click.option(
            "--by", metavar="NAME", help="Who decides. Default: KG_CURATOR, git's author, your login."
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_signed
@click.pass_obj
def same(settings: Settings, a: str, b: str, by: str | None, why: str | None, later: bool) -> int:
    """Decide that two persons are one.

    A and B are persons (id/person/do-huu-lam, or do-huu-lam) or places where an article names one
    (id/article/5a272a689e86abfe#p1). A person stands for all places it is concluded from now.
    """
    return _decide(settings, by, why, later, ("same", a, b))


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_signed
@click.pass_obj
def different(settings: Settings, a: str, b: str, by: str | None, why: str | None, later: bool) -> int:
    """Decide that two persons are not one.

    A person and one of the places it is concluded from: the place is taken off that person.
    """
    return _decide(settings, by, why, later, ("different", a, b))


@click.command()
@click.argument("fact", metavar="FACT")
@_signed
@click.pass_obj
def wrong(settings: Settings, fact: str, by: str | None, why: str | None, later: bool) -> int:
    """Decide that a fact is not what its article says.

    FACT is a node of an article, such as id/article/5a272a689e86abfe#h1. It stays where it is, marked, and
    nothing is concluded from it.
    """
    return _decide(settings, by, why, later, ("wrong", fact))


@click.command()
@click.argument("fact", metavar="FACT")
@click.argument("values", metavar="PROPERTY=VALUE...", nargs=-1, required=True)
@_signed
@click.pass_obj
def correct(
    settings: Settings, fact: str, values: tuple[str, ...], by: str | None, why: str | None, later: bool
) -> int:
    """Decide what a fact should say.

    Conclusions and answers use the right value; the article's own graph keeps what was read. An empty value
    takes the property away; a property may repeat.
    """
    return _decide(settings, by, why, later, ("correct", fact, "", values))


@click.command()
@click.argument("which", metavar="N")
@_signed
@click.pass_obj
def undo(settings: Settings, which: str, by: str | None, why: str | None, later: bool) -> int:
    """Take decision N back.

    N is its number, or the first digits of its id. The line stays in the history.
    """
    return _decide(settings, by, why, later, ("undo", which))


@click.command()
@click.option("--stale", is_flag=True, help="Only those that do not apply, or only in part, and why.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option(
    "--import", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Add the decisions of another file, such as a colleague's.",
)  # fmt: skip
@click.pass_obj
def decisions(settings: Settings, stale: bool, form: str, source: Path | None) -> int:
    """List decisions: who, when, why, and whether in force.

    --format jsonl writes the file that --import of another data folder reads.
    """
    from kg.commands import decided

    if source is not None:
        return decided.bring_in(settings, source)
    click.echo(decided.listing(settings, stale=stale, form=form), nl=False)
    return DONE


def _decide(
    settings: Settings,
    by: str | None,
    why: str | None,
    later: bool,
    wish: tuple[Any, ...],
) -> int:
    """Take the decision that the fields of a `Wish` name; return the exit code."""
    from kg.commands import decided
    from kg.curation.asking import Wish
    from kg.curation.model import Signature
    from kg.errors import AlreadyDecidedError

    signed = Signature.now(by or _name(settings), why or _reason())
    try:
        return decided.take(settings, lambda desk: Wish(*wish).take(desk, signed), later=later)
    except AlreadyDecidedError as error:
        click.echo(f"nothing to do: {error}", err=True)
        return DONE


def _name(settings: Settings) -> str:
    """Return who decides when nobody says so."""
    found = settings.curator or os.environ.get("GIT_AUTHOR_NAME", "").strip()
    try:
        return found or getpass.getuser()
    except (OSError, KeyError) as error:
        raise click.UsageError("Nobody is logged in by name; say who decides with --by.") from error


def _reason() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("Missing option '--why'; a decision needs its reason.")
    return str(click.prompt("Why", err=True))


COMMANDS = (same, different, wrong, correct, undo, decisions)
