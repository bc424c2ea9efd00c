"""Commands about ties between people."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.commands.errors import DONE
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.export.projections import Projection
    from kg.store.choice import Choice
    from kg.views.paths import PathsPage, ShownChain, ShownTie


VIEWS = ("persons", "careers", "events")
_Command = TypeVar("_Command", bound="Callable[..., Any]")
_KINDS = click.option("--kinds", metavar="A,B", default="", help="Only these kinds of ties.")
_FROM = click.option(
    "--from", "since", metavar="DAY", default="", help="Only ties that last to this day or later."
)
_TO = click.option("--to", "until", metavar="DAY", default="", help="Only ties that begin by this day.")
_POSSIBLE = click.option("--possible", is_flag=True, help="Also ties that no source shows for sure.")
_LANG = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)


def choosing(command: _Command) -> _Command:
    """Return the command with the options that choose ties; `chosen` reads them."""
    for option in (_POSSIBLE, _TO, _FROM, _KINDS):
        command = option(command)
    return command


def chosen(given: Mapping[str, Any]) -> Choice:
    """Return the ties that the options choose; raise `ParameterError` for a kind or a day that is none."""
    from kg.store.choice import Choice

    kinds = [kind for kind in given["kinds"].split(",") if kind]
    return Choice.of(kinds, possible=given["possible"], days=(given["since"], given["until"]))


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@choosing
@click.option("--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="How many chains.")
@click.option("--steps", type=click.IntRange(1, 6), default=4, show_default=True, help="Ties in a chain.")
@_LANG
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def paths(ctx: click.Context, /, **given: Any) -> int:
    """Show how two people are tied by way of others.

    A and B are names or addresses (id/person/…). The ties of a chain follow each other in time, from A to B
    or from B to A. Kinds: same-body, same-event, succession, same-cluster; and crowd, for bodies and events
    of too many people.
    """
    import json

    from kg.store.chains import Wish
    from kg.store.far import check_held, reader_of
    from kg.views import Knowledge
    from kg.views.paths import Asked, find_person, paths_page

    settings: Settings = ctx.obj
    reader = reader_of(settings)
    generation = reader.now()
    knowledge, side = Knowledge(generation.store, settings.base_iri, given["lang"]), generation.side
    ends = find_person(knowledge, side, given["one"]), find_person(knowledge, side, given["other"])
    choice = chosen(given)
    wish = Wish(given["limit"], given["steps"], choice.since, choice.until)
    page = paths_page(knowledge, side, ends, Asked(choice, wish))
    check_held(reader, generation)
    if given["form"] == "json":
        click.echo(json.dumps(asdict(page), ensure_ascii=False, default=str))
    else:
        click.echo("".join(f"{line}\n" for line in _lines(page)), nl=False)
    return DONE


def _lines(page: PathsPage) -> Iterator[str]:
    for number, chain in enumerate(page.chains, 1):
        yield from _chain(number, chain)
    if not page.chains:
        yield _why_none(page)
    for note in page.notes:
        text = "".join(piece for piece, _ in note.pieces)
        source = ", ".join([note.article.label, *((note.published.iso,) if note.published else ())])
        yield f"[{note.number}] {text} ({source})"
    if page.found.stopped:
        yield "the search ended early: there may be more chains; narrow it with --kinds, --from, --to"
    if page.found.undated:
        yield f"{page.found.undated} ties without a date were left out"
    for ref, people in page.crowds:
        yield f"left out: ties through {ref.label} ({people} people); add crowd to --kinds"


def _why_none(page: PathsPage) -> str:
    within = f"no chain of up to {page.asked.wish.steps} ties"
    if page.found.linked:
        return f"{within} follows in time: ties lead from one to the other, but in no order of time"
    sure = "" if page.asked.choice.possible else "; --possible also takes ties that are not sure"
    return f"{within} leads from {page.source.label} to {page.target.label}{sure}"


def _chain(number: int, chain: ShownChain) -> Iterator[str]:
    people = " – ".join([chain.steps[0].source.label, *(step.target.label for step in chain.steps)])
    way = "both ways" if chain.forward and chain.backward else "forward" if chain.forward else "backward"
    yield f"{number}. {people}: {way} in time, strength {chain.strength}"
    for step in chain.steps:
        yield f"   {step.source.label} – {step.target.label}"
        yield from (f"      {_tie(tie)}" for tie in step.ties)
        if step.more:
            yield f"      and {step.more} more"


def _tie(tie: ShownTie) -> str:
    through = ", ".join(ref.label for ref in tie.through)
    days = " – ".join(day.iso for day in tie.days)
    marks = "".join(f"[{number}]" for number in tie.notes)
    unsure = "" if tie.sure else " (possible)"
    why = "; ".join(words.text for words in tie.reasons)
    return " ".join(
        filter(None, (f"{tie.label.text}{unsure}:", through, days, f"({why})" if why else "", marks))
    )


@click.command()
@click.option(
    "--view", type=click.Choice(["persons", "careers", "events"]), default="persons", show_default=True
)
@click.option(
    "--measure",
    type=click.Choice(["degree", "strength", "betweenness", "pagerank", "communities", "components"]),
    default="pagerank",
    show_default=True,
)
@choosing
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Rows in the table.")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@click.pass_context
def network(ctx: click.Context, /, **given: Any) -> int:
    """Measure who stands in the middle and who belongs together.

    Views: persons (people tied to people), careers (people and bodies), events (people and events).
    communities and components number the groups, the largest first. CSV holds all rows. `kg export --view`
    writes the network itself.
    """
    from kg.commands.measured import as_csv, as_table
    from kg.export.measures import measure
    from kg.export.projections import project
    from kg.store.far import check_held, reader_of

    settings: Settings = ctx.obj
    reader = reader_of(settings)
    generation = reader.now()
    projection = project(generation.store, given["view"], chosen(given))
    check_held(reader, generation)
    found = measure(projection.network, given["measure"])
    if given["form"] == "csv":
        click.echo(as_csv(projection.network, found, given["measure"]), nl=False)
    else:
        click.echo(
            as_table(projection.network, found, given["measure"], given["limit"], settings.base_iri), nl=False
        )
    if found.estimated:
        click.echo("estimated from 500 of the people and things, always the same ones", err=True)
    say_crowds(projection)
    return DONE


def say_crowds(projection: Projection) -> None:
    """Print on standard error which bodies and events are left out, because too many people were there."""
    for crowd in projection.crowds:
        click.echo(f"left out: ties through {crowd.thing} ({crowd.people} people)", err=True)
