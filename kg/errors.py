"""The tree of errors: each leaf has one cure, and the command line and the web turn them into words.

KgError
├── SettingsError      the environment asks for something impossible
├── OntologyError      a file of `ontology/` cannot be used
├── SourceError        an input cannot be read
├── GoldError          a file of a gold folder cannot be used
├── MissingExtraError  an optional package is not installed
├── ShapeError         an article's graph breaks a SHACL shape
├── GateError          the quick check of the shapes and pySHACL differ
├── StoreError         the data folder cannot be used
│   ├── LockedError    another process is writing
│   └── DecisionFileError  the decisions file cannot be used
├── ServerError        a server at an http(s) address gives no answer
├── LossError          a run would lose too much
├── DecisionError      a decision cannot be taken
│   └── AlreadyDecidedError
├── UnknownEntityError nothing is known under this IRI
└── QueryError         a query cannot be run
    ├── UnknownQueryError
    ├── ParameterError
    ├── FormError      the answer cannot be written in this form
    └── LimitError     a stated limit was reached
"""

from __future__ import annotations


class KgError(Exception):
    """Something a user can act on; its text is one line that says what, where and what to do."""


class SettingsError(KgError):
    """A setting of the environment is wrong. Cure: change the named variable."""


class OntologyError(KgError):
    """A file of the ontology cannot be used. Cure: mend the file named in the text."""


class SourceError(KgError):
    """The article cannot be read. Cure: skip it and report `where`."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(f"{where}: {message}")
        self.message = message
        self.where = where


class GoldError(KgError):
    """A file of a gold folder cannot be used. Cure: mend the file named in the text, or take it away."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(f"{where}: {message}")
        self.message = message
        self.where = where


class MissingExtraError(KgError):
    """An optional package is not installed. Cure: install the extra named in the text."""

    def __init__(self, package: str, *, extra: str) -> None:
        super().__init__(f"{package} is not installed; it comes with pip install 'kg-vpo[{extra}]'")
        self.package = package
        self.extra = extra


class ShapeError(KgError):
    """An article's graph breaks a shape. Cure: read `violations`; the article stays pending."""

    def __init__(self, violations: tuple[str, ...], *, where: str) -> None:
        super().__init__(f"{where}: breaks {len(violations)} rule(s): {'; '.join(violations)}")
        self.violations = violations
        self.where = where


class GateError(KgError):
    """The quick check of the shapes and pySHACL differ. Cure: let pySHACL check all, and report it."""


class StoreError(KgError):
    """The data folder cannot be used. Cure: the text names the folder and the command that helps."""


class LockedError(StoreError):
    """Another process writes to the data folder. Cure: wait for it, or end it."""


class DecisionFileError(StoreError):
    """The decisions file cannot be used. Cure: mend the line named in the text."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where


class ServerError(KgError):
    """A server at an http(s) address gives no answer of ours. Cure: check the address, or try again later."""


class LossError(KgError):
    """A run would lose too many facts. Cure: mend the cause, or run it again with --confirm-loss."""


class DecisionError(KgError):
    """A decision cannot be taken. Cure: the text says what stands against it."""


class AlreadyDecidedError(DecisionError):
    """The same was decided before. Cure: none is needed."""


class UnknownEntityError(KgError):
    """Nothing is known under this IRI. Cure: search for it by name; `near` holds names that come close."""

    def __init__(self, iri: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"nothing is known about {iri}{hint}")
        self.iri = iri
        self.near = near


class QueryError(KgError):
    """A query cannot be run. Cure: mend it at `line` and `column`, both counted from 1."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        at = f" (line {line}, column {column})" if line is not None else ""
        super().__init__(f"{message}{at}")
        self.message = message
        self.line = line
        self.column = column


class UnknownQueryError(QueryError):
    """No query has this name. Cure: `near` holds the names that come closest."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else "; `kg query --list` shows all names"
        super().__init__(f"there is no query named {name!r}{hint}")
        self.name = name
        self.near = near


class ParameterError(QueryError):
    """A parameter is missing, unknown or of the wrong type. Cure: `wanted` says what fits, `near` what does.

    `parameter` is its name, `given` the value that was refused; empty where the text alone tells.
    """

    def __init__(
        self,
        message: str,
        *,
        parameter: str = "",
        given: str = "",
        wanted: str = "",
        near: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.given = given
        self.wanted = wanted
        self.near = near


class FormError(QueryError):
    """The answer is rows where triples were wanted, or triples where rows were. Cure: another format."""


class LimitError(QueryError):
    """A limit was reached, so there is no answer rather than a part of one.

    `retry` is the seconds after which the same may be answered, 0 where time is no cure.
    """

    def __init__(self, message: str, *, limit: str, value: float, retry: int = 0) -> None:
        super().__init__(message)
        self.limit = limit
        self.value = value
        self.retry = retry
