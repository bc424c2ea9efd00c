"""Settings, all from the environment, and the folders that travel with the package."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.errors import SettingsError
from kg.iris import fits_iri
from kg.logs import check as check_logs
from kg.tokens import check_token

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose. Each field is the variable `KG_` + its name in capitals.

    Sizes are bytes, times are seconds. `query_…` bounds the public endpoint, `named_…` named queries,
    `client_…` what one client may use by the minute or at once; `free_clients` are networks that are not
    counted, `proxies` how many stand before the server. Of pages: `page_cache` of those kept, `exports`
    of all at once, `data_nodes` that tell of one thing, `path_steps` of a search for paths, `changes_read`
    loads looked through for one thing.
    `gate_sample` is the share of articles of a large load that pySHACL checks too; 1: it checks all, alone.
    `processes` read a large load, 0: as many as there are processor cores.
    `contact` is shown to readers who find a fact wrong, `article_text` lets them read whole articles.
    The tokens open what changes the data over HTTP; without one it is off.
    `store` is the address of a SPARQL server that holds the data in place of the folder, `store_update` and
    `store_graphs` those for writing; then how we prove who we are, and what bounds one answer of it.
    """

    home: Path = Path("kg-data")
    base_iri: str = "https://vpo.example/"
    max_input_bytes: int = 20_000_000
    max_articles: int = 1_000_000
    keep_generations: int = 3
    curator: str = ""
    contact: str = ""
    article_text: int = 0
    max_loss: float = 0.2
    gate_sample: float = 0.01
    processes: int = 0
    query_seconds: float = 10.0
    query_memory: int = 1_500_000_000
    query_rows: int = 50_000
    query_bytes: int = 10_000_000
    query_text: int = 65_536
    query_workers: int = 2
    query_queue: int = 16
    query_cache: int = 64_000_000
    named_seconds: float = 10.0
    named_workers: int = 2
    page_cache: int = 64_000_000
    exports: int = 2
    data_nodes: int = 10_000
    index_seconds: float = 2.0
    path_steps: int = 200_000
    changes_read: int = 200
    client_seconds: float = 60.0
    client_errors: int = 30
    client_queries: int = 2
    free_clients: str = ""
    proxies: int = 0
    trusted_hosts: str = ""
    licence: str = "https://www.apache.org/licenses/LICENSE-2.0"
    body_bytes: int = 1_000_000
    connections: int = 2_000
    silent_seconds: float = 15.0
    arrive_seconds: float = 60.0
    ingest_token: str = field(default="", repr=False)
    ingest_bytes: int = 20_000_000
    review_token: str = field(default="", repr=False)
    stop_seconds: float = 15.0
    log_level: str = "warning"
    log_with: str = ""
    store: str = ""
    store_update: str = ""
    store_graphs: str = ""
    store_auth: str = "basic"
    store_user: str = ""
    store_password: str = field(default="", repr=False)
    store_token: str = field(default="", repr=False)
    store_seconds: float = 60.0
    store_bytes: int = 1_000_000_000

    def without_secrets(self) -> Settings:
        """Return the same settings without tokens and passwords, for a process that needs none."""
        secret: dict[str, Any] = {each.name: "" for each in fields(self) if not each.repr}
        return replace(self, **secret)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings that `environ` asks for; raise `SettingsError` for a value that cannot be."""
        chosen: dict[str, object] = {}
        for each in fields(cls):
            name = f"KG_{each.name.upper()}"
            raw = environ.get(name, "").strip()
            if raw:
                chosen[each.name] = _parse(name, raw, each.default)
        settings = cls(**chosen)  # type: ignore[arg-type]
        _check_base(settings.base_iri)
        _check_networks(settings.free_clients)
        check_token("KG_INGEST_TOKEN", settings.ingest_token)
        check_token("KG_REVIEW_TOKEN", settings.review_token)
        check_logs(settings.log_level, settings.log_with)
        for name in ("store", "store_update", "store_graphs"):
            _check_server(settings, f"KG_{name.upper()}", getattr(settings, name))
        return settings


def _parse(name: str, raw: str, default: Any) -> object:
    kind = type(default)
    if kind is str:
        return raw
    if issubclass(kind, Path):
        return Path(raw)
    try:
        value = kind(raw)
    except ValueError as error:
        raise SettingsError(f"{name}={raw!r} is not a number") from error
    if not 0 <= value < float("inf") or (default and not value):
        raise SettingsError(f"{name}={raw!r} must be {'greater than' if default else 'at least'} 0")
    return value


def _check_base(base: str) -> None:
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not base.endswith("/"):
        raise SettingsError(f"KG_BASE_IRI={base!r} must be an http(s) address that ends in '/'")
    if not fits_iri(base) or "?" in base or "#" in base:
        raise SettingsError(f"KG_BASE_IRI={base!r} holds a character that no IRI may hold")


def _check_server(settings: Settings, name: str, address: str) -> None:
    """Refuse an address that holds a secret, and one to which a secret would travel in the open."""
    if not address:
        return
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError(f"{name} must be an http(s) address")
    if "@" in parts.netloc or "?" in address:
        raise SettingsError(
            f"{name} must hold no password and no '?'; use KG_STORE_USER and KG_STORE_PASSWORD, or a token"
        )
    if settings.store_auth not in {"basic", "digest"}:
        raise SettingsError(f"KG_STORE_AUTH={settings.store_auth!r} must be basic or digest")
    secret = settings.store_user or settings.store_token
    if secret and parts.scheme == "http" and not _is_near(parts.hostname):
        raise SettingsError(
            f"{name}={address!r} must begin with https, or all can read the password on its way"
        )


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_networks(text: str) -> None:
    for network in text.split():
        try:
            ip_network(network)
        except ValueError as error:
            raise SettingsError(f"KG_FREE_CLIENTS: {error}; write networks like 10.0.0.0/8 ::1") from error


def resource(name: str) -> Path:
    """Return the folder `name` (`ontology`, `queries`, `samples`) as installed or as in the checkout."""
    for folder in (_PACKAGE / "data" / name, _CHECKOUT / name, _PACKAGE / name):
        if folder.is_dir():
            return folder
    raise SettingsError(f"the folder {name!r} is missing from the installation; install the package again")
