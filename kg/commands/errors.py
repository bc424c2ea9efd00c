"""From errors to one line on standard error and an exit code."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from kg.errors import GoldError, KgError, LossError, OntologyError, ShapeError, SourceError, StoreError

DONE, REFUSED, WRONG = 0, 1, 2
_BROKEN_PIPE, _INTERRUPTED = 141, 130  # 128 and the number of the signal, as shells count
_NOT_THE_CALLER = (GoldError, LossError, OntologyError, ShapeError, SourceError, StoreError)


class Commands(click.Group):
    """A group that never shows a traceback for something that a user can act on."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; return its exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KgError as error:
            told = " ".join([str(error), *getattr(error, "__notes__", ())])
            return _say(told, REFUSED if isinstance(error, _NOT_THE_CALLER) else WRONG)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return _BROKEN_PIPE
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            return _say(f"{where}{error.strerror or error}", REFUSED)


def run(group: click.Group, arguments: list[str] | None = None) -> int:
    """Run `group` with the arguments of the process, or with these; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = group.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kg"
        return _say(f"{error.format_message()} See {command} --help.", WRONG)
    except click.ClickException as error:
        return _say(error.format_message(), WRONG)
    except click.Abort:
        return _say("interrupted; what was finished before stays", _INTERRUPTED)
    return code if isinstance(code, int) else DONE


def _say(message: str, code: int) -> int:
    click.echo(f"kg: {' '.join(message.split())}", err=True)
    return code
