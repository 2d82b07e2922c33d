"""Whom to tell, and how: the part of the nightly file that concerns messages."""

from __future__ import annotations

import ipaddress
import re
import urllib.parse
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from dataroom.written import Strict

_ADDRESS = re.compile(r"[^\s@<>\x00-\x1f]+@[^\s@<>\x00-\x1f]+")
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Channel(Strict):
    """What mail and webhooks have in common."""

    name: Name
    rooms: tuple[str, ...] = ()
    """The rooms that it is told of; none: all."""
    language: Literal["fr", "en"] | None = None
    when: Literal["changes", "always"] = "changes"
    """Whether a night in which nothing changed is told as well."""

    def concerns(self, room: str) -> bool:
        """Tell whether it wants to hear of a room."""
        return not self.rooms or room in self.rooms


class Mail(Channel):
    """A mail server and who gets mail from it."""

    host: Annotated[str, Field(min_length=1, pattern=r"^[^\s/@]+$")]
    port: Annotated[int | None, Field(ge=1, le=65535)] = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    username_env: Variable | None = None
    password_env: Variable | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    """Certificates to trust beside none of the system’s, for a server of one’s own."""
    sender: str
    to: Annotated[tuple[str, ...], Field(min_length=1)]
    details: bool = True
    """Whether names of documents are told; else numbers alone."""

    @field_validator("sender", "to")
    @classmethod
    def _addresses(cls, given: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for one in (given,) if isinstance(given, str) else given:
            if not _ADDRESS.fullmatch(one):
                raise ValueError("an e-mail address such as nightly@example.org")
        return given

    @model_validator(mode="after")
    def _login(self) -> Mail:
        if self.password_env is not None and self.password_file is not None:
            raise ValueError("password_env or password_file, not both")
        if self.username is not None and self.username_env is not None:
            raise ValueError("username or username_env, not both")
        has_password = self.password_env is not None or self.password_file is not None
        if has_password != (self.username is not None or self.username_env is not None):
            raise ValueError("a username (or username_env) together with password_env or password_file")
        if self.security == "none" and (has_password or not is_loopback(self.host)):
            raise ValueError("security starttls or tls: in clear only to this machine, and without a password")
        return self


class _Address(Strict):
    url: str | None = None
    url_env: Variable | None = None
    url_file: Path | None = None
    """Addresses often are secrets: better in a variable or a file than here."""
    ca_file: Path | None = None

    @field_validator("url")
    @classmethod
    def _url(cls, url: str | None) -> str | None:
        if url is not None and (wrong := wrong_url(url)):
            raise ValueError(wrong)
        return url

    @model_validator(mode="after")
    def _one_address(self) -> _Address:
        if sum(value is not None for value in (self.url, self.url_env, self.url_file)) != 1:
            raise ValueError("exactly one of url, url_env, url_file")
        return self


class Webhook(Channel, _Address):
    """An address to which messages are posted as JSON."""

    style: Literal["json", "text"] = "json"
    """`json`: everything; `text`: `{"text": …}` alone, as chat services want it."""
    details: bool = False


class Heartbeat(_Address):
    """An address that is called after each night that went well; a monitor rings when the call does not come."""

    fail_suffix: Annotated[str | None, Field(pattern=r"^/[A-Za-z0-9/_-]*$")] = None
    """Added to the address after a night that did not go well, for monitors that know such a call."""


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def wrong_url(url: str) -> str | None:
    """Give what was expected of an address that cannot be used; None for a good one."""
    wanted = "an address that begins with https:// (http:// to this machine alone), without a login in it"
    try:
        parts = urllib.parse.urlsplit(url)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError:
        return wanted
    plain = parts.scheme == "http" and is_loopback(host or "")
    sound = url.isascii() and url.isprintable() and " " not in url
    return None if host and user is None and sound and (parts.scheme == "https" or plain) else wanted
