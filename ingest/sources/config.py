"""Where measures are fetched from: the model of `data/sources.yml`, which says what each key is.

Checked when read. No secret may stand in the file, and none that does is repeated in a message.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, parse_qsl, urlsplit

import yaml
from pydantic import Field, TypeAdapter, ValidationError, field_validator, model_validator

from data.errors import ProductError
from data.plan.marked_yaml import KeyPath, MarkedYaml
from data.plan.texts import Record
from data.plan.yaml_errors import Fault, invalid, read_yaml, repeated, report
from data.settings import PREFIX
from ingest.columns.numbers import NumberLocale
from ingest.formats.registry import FORMATS

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
NEEDED = {
    "bearer": {"env"},
    "basic": {"user_env", "password_env"},
    "header": {"header", "env"},
}
_EVERY = re.compile(r"([1-9]\d{0,4})([mhd])")
_VARIABLE = re.compile(r"(?=.{3,64}$)[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")
_SECRET_NAMES = re.compile(
    r"(?i)(^|[_-])(token|key|apikey|secret|password|passwd|pwd|sig|signature|auth)$"
)
_SECRETS = re.compile(
    r"""(?ix) \b(bearer|basic|token)\s+(?=\S*\d)\S{12,}   # a header's value
    | \beyJ[\w-]{10,}\.[\w-]+                             # JSON web token
    | \b(gh[pousr]_|github_pat_|glpat-|sk-|sk_live_)\w{16,} | \bAKIA[0-9A-Z]{16}\b"""
)
_FORBIDDEN = "a secret must not stand in this file; name the environment variable that holds it"


class SourcesError(ProductError):
    """Sources that cannot be used; one line a problem: `file:line: key.path: sentence`."""


class SourceError(ProductError):
    """A source could not be reached or gave nothing that can be used."""


if TYPE_CHECKING:
    FormatName = str  # one of FORMATS, checked as the file is read
else:
    FormatName = Literal[tuple(FORMATS)]


class Credentials(Record):
    """Which environment variables hold what shows who we are; never the secret itself."""

    kind: Literal["bearer", "basic", "header"] = Field(description="how it is sent")
    header: str | None = Field(None, description="header that carries it, for kind header")
    env: str | None = Field(None, description="variable that holds a token or a header's value")
    user_env: str | None = Field(None, description="variable that holds a name, for kind basic")
    password_env: str | None = Field(None, description="variable that holds the password")

    @field_validator("kind", mode="before")
    @classmethod
    def _is_a_kind(cls, given: object) -> object:
        if given not in tuple(NEEDED):
            raise ValueError(f"write one of {', '.join(NEEDED)}")
        return given

    @field_validator("header", mode="before")
    @classmethod
    def _names_a_header(cls, given: object) -> object:
        if not isinstance(given, str) or not _HEADER.fullmatch(given):
            raise ValueError("write only the header's name, such as X-Api-Key")
        return given

    @field_validator("env", "user_env", "password_env", mode="before")
    @classmethod
    def _names_a_variable(cls, given: object) -> object:
        if not isinstance(given, str) or not _VARIABLE.fullmatch(given):
            raise ValueError(
                "write the name of an environment variable, such as AFRIS_TOKEN; the secret"
                " itself must not stand in this file"
            )
        if given.startswith(PREFIX):
            raise ValueError(
                f"variables starting with {PREFIX} are settings, and unknown ones stop the"
                " program; choose another name"
            )
        return given

    @model_validator(mode="after")
    def _says_what_its_kind_needs(self) -> "Credentials":
        said = {name for name in ("header", "env", "user_env", "password_env") if self._has(name)}
        if said != NEEDED[self.kind]:
            needed = " and ".join(sorted(NEEDED[self.kind]))
            raise ValueError(f"credentials of kind {self.kind} need {needed}, and nothing else")
        return self

    def _has(self, name: str) -> bool:
        return getattr(self, name) is not None


class Source(Record):
    """One place that measures are fetched from: a folder or an address."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40, description="its name")
    title: str = Field(min_length=1, max_length=120, description="what people call it")
    folder: Path | None = Field(None, description="folder whose files are taken in")
    address: str | None = Field(None, description="http(s) address of a file")
    format: FormatName | None = Field(None, description="found out by default")
    mapping: Path | None = Field(None, description="what the sender's words mean")
    partner: str | None = Field(None, description="reports for rows that name no partner")
    locale: NumberLocale | None = Field(None, description="how numbers are written")
    state: Literal["pending", "approved"] = Field("pending", description="of what it brings")
    gone: Literal["tell", "withdraw"] = Field("tell", description="what it no longer gives")
    every: timedelta = Field(timedelta(hours=1), description="15m, 6h, 1d")
    most_mb: int = Field(50, ge=1, le=2000, description="largest answer, unpacked")
    seconds: int = Field(60, ge=1, le=3600, description="longest visit")
    credentials: Credentials | None = Field(None, description="how we show who we are")

    @field_validator("every", mode="before")
    @classmethod
    def _how_often(cls, given: object) -> object:
        if isinstance(given, timedelta):
            return given
        found = _EVERY.fullmatch(str(given))
        if not found:
            raise ValueError("write minutes, hours or days: 15m, 6h or 1d")
        return int(found[1]) * UNITS[found[2]]

    @field_validator("address", mode="before")
    @classmethod
    def _is_an_address(cls, given: object) -> object:
        parts = _split(given) if given is not None else None
        if parts and (parts.username or parts.password):
            raise ValueError(f"{_FORBIDDEN} under credentials")
        if parts and any(_SECRET_NAMES.search(name) for name, _ in parse_qsl(parts.query)):
            raise ValueError(f"{_FORBIDDEN} under credentials, kind header")
        return given

    @field_validator("credentials", mode="before")
    @classmethod
    def _are_keys(cls, given: object) -> object:
        if not isinstance(given, dict | Credentials | None):
            raise ValueError("write keys, such as {kind: bearer, env: AFRIS_TOKEN}")
        return given

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Source":
        if (self.folder is None) == (self.address is None):
            raise ValueError("write either a folder or an address")
        if self.credentials and self.address is None:
            raise ValueError("a folder needs no credentials; remove them")
        if self.gone == "withdraw" and self.address is None:
            raise ValueError("a folder does not say what is gone; remove `gone`")
        parts = urlsplit(self.address or "")
        exposed = parts.scheme == "http" and parts.hostname not in OF_THIS_MACHINE
        if self.credentials and exposed:
            raise ValueError("credentials are only sent over https; change the address")
        return self


class _File(Record):
    """The whole file."""

    sources: tuple[Source, ...]

    @field_validator("sources", mode="before")
    @classmethod
    def _none_are_no_fault(cls, given: object) -> object:
        return () if given is None else given


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources in a file; raises `SourcesError` naming every problem."""
    document = read_yaml(path, SourcesError)
    if faults := [*repeated(document), *_secrets(document)]:
        raise SourcesError(report(path, faults))
    try:
        found = TypeAdapter(_File).validate_python(document.value or {}).sources
    except ValidationError as error:
        raise SourcesError(report(path, invalid(document, error))) from error
    base = path.parent
    placed = tuple(_placed(source, base) for source in found)
    if faults := [*_same_ids(placed, document), *_missing_mappings(placed, document)]:
        raise SourcesError(report(path, faults))
    return placed


def _split(address: object) -> SplitResult:
    """The parts of an address; says nothing of what it holds where it is none."""
    wrong = "write an address that starts with https:// or http://"
    if not isinstance(address, str) or re.search(r"[\s\x00-\x1f]", address):
        raise ValueError(wrong)
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise ValueError(wrong) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(wrong)
    return parts


def _placed(source: Source, base: Path) -> Source:
    """With paths that lead from here, not from the file."""
    paths = {"folder": source.folder, "mapping": source.mapping}
    return source.model_copy(update={name: base / at for name, at in paths.items() if at})


def _same_ids(sources: tuple[Source, ...], document: MarkedYaml) -> Iterator[Fault]:
    ids = [source.id for source in sources]
    for n, name in enumerate(ids):
        if name in ids[:n]:
            at: KeyPath = ("sources", n, "id")
            yield document.line(at), document.key(at), "another source has this id; change one"


def _missing_mappings(sources: tuple[Source, ...], document: MarkedYaml) -> Iterator[Fault]:
    for n, source in enumerate(sources):
        if source.mapping and not source.mapping.is_file():
            at: KeyPath = ("sources", n, "mapping")
            yield document.line(at), document.key(at), f"there is no file {source.mapping}"


def _secrets(document: MarkedYaml) -> Iterator[Fault]:
    """Texts that look like a secret, wherever they stand."""
    for path, text in _scalars(document.root, (), set()):
        if _SECRETS.search(text):
            yield document.line(path), document.key(path), f"{_FORBIDDEN} under credentials"


def _scalars(
    node: yaml.Node | None, path: KeyPath, visited: set[int]
) -> Iterator[tuple[KeyPath, str]]:
    if node is None or id(node) in visited:  # an alias of what was looked at, perhaps of itself
        return
    visited.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield path, node.value
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            yield from _scalars(item, (*path, n), visited)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, str(key.value)), visited)
