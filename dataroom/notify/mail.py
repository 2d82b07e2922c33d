"""Messages by mail, over an encrypted connection to a mail server whose certificate is checked."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from dataroom.notify.delivery import NotDelivered
from dataroom.notify.message import Message
from dataroom.notify.settings import Mail

_PATIENCE = 30.0
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Login:
    """A user’s name and password."""

    username: str
    password: str

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Login(…)"


def send(settings: Mail, told: Message, login: Login | None, authority: Path | None = None) -> None:
    """Send a message to everyone of a channel; raises NotDelivered, also when one of them was refused."""
    try:
        with _server(settings, authority) as server:
            if login is not None:
                _log_in(server, login)
            refused = server.send_message(composed(settings, told), settings.sender, list(settings.to))
    except smtplib.SMTPResponseException as error:
        # The server's own words may repeat addresses: the code says enough.
        lasting = 500 <= error.smtp_code < 600
        raise NotDelivered(f"{type(error).__name__}: {error.smtp_code}", lasting=lasting) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        raise NotDelivered(f"all recipients refused: {codes}", lasting=all(code >= 500 for code in codes)) from None
    except smtplib.SMTPException as error:
        raise NotDelivered(type(error).__name__, lasting=isinstance(error, smtplib.SMTPNotSupportedError)) from None
    except ssl.SSLCertVerificationError as error:
        raise NotDelivered(f"the server’s certificate is not trusted: {error.verify_message}", lasting=True) from None
    except OSError as error:
        raise NotDelivered(f"{type(error).__name__}: {error.strerror or 'no connection'}") from None
    if refused:
        raise NotDelivered(f"{len(refused)} of {len(settings.to)} recipients were refused", lasting=True)


def composed(settings: Mail, told: Message) -> EmailMessage:
    """Write the mail: plain text, its language said, marked as written by a machine, named after its news."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = told.subject
    mail["From"] = Address(display_name="dataroom", addr_spec=settings.sender)
    mail["To"] = tuple(Address(addr_spec=to) for to in settings.to)
    mail["Message-ID"] = f"<{told.id}.{settings.name}@dataroom.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = told.language
    mail.set_content(told.text, charset="utf-8", cte="quoted-printable")
    return mail


def _log_in(server: smtplib.SMTP, login: Login) -> None:
    """Log in once: the library's own `login` would try a refused password in every way that the server knows."""
    server.ehlo_or_helo_if_needed()
    ways = server.esmtp_features.get("auth", "").upper().split()
    way = next((known for known in ("PLAIN", "LOGIN") if known in ways), None)
    if way is None:
        raise smtplib.SMTPNotSupportedError
    server.user, server.password = login.username, login.password
    try:
        server.auth(way, server.auth_plain if way == "PLAIN" else server.auth_login)
    except smtplib.SMTPServerDisconnected:
        raise NotDelivered("the server ended the connection at the login", lasting=True) from None


@contextmanager
def _server(settings: Mail, authority: Path | None) -> Iterator[smtplib.SMTP]:
    port = settings.port or _PORTS[settings.security]
    context = ssl.create_default_context(cafile=None if authority is None else str(authority))
    server = (
        smtplib.SMTP_SSL(settings.host, port, timeout=_PATIENCE, context=context)
        if settings.security == "tls"
        else smtplib.SMTP(settings.host, port, timeout=_PATIENCE)
    )
    try:
        if settings.security == "starttls":
            server.starttls(context=context)
        yield server
        with suppress(smtplib.SMTPException, OSError):  # it is delivered already
            server.quit()
    finally:
        server.close()
