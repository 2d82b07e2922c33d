"""Mail, against a real server: encrypted, logged in, complete, and loud when it fails."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from dataroom.model import Bilingual
from dataroom.nightly.events import Event, Kind
from dataroom.notify.delivery import PAUSES, NotDelivered, tried
from dataroom.notify.mail import Login, send
from dataroom.notify.message import Message, message
from dataroom.notify.settings import Mail
from tests.notify.conftest import Certificate, Postbox

NEWS = Event(
    "1", Kind.GAP_NEW, "a", Bilingual("Attestation échue – œuvre\r\nBcc: x@y.z", "Expired"), "blocking", "2027"
)
LOGIN = Login("robot", "sesame")


def _told(*events: Event, lang: str = "fr") -> Message:
    return message(events, {"a": "Atelier\nLumière"}, lang, details=True)


def _mail(port: int, **more: object) -> Mail:
    values = {"name": "m", "host": "localhost", "port": port, "sender": "nuit@example.org", "to": ["a@example.org"]}
    return Mail.model_validate(values | more)


def _secure(postbox: Postbox, **more: object) -> Mail:
    return _mail(postbox.port, username="robot", password_env="X", **more)  # noqa: S106 - the name of a variable


def test_a_mail_arrives_encrypted_and_logged_in(starttls: Postbox, certificate: Certificate) -> None:
    send(_secure(starttls, to=["a@example.org", "b@example.org"]), _told(NEWS), LOGIN, certificate.file)
    (sent,) = starttls.mails
    assert (sent.mail_from, sent.rcpt_tos) == ("nuit@example.org", ["a@example.org", "b@example.org"])
    found = message_from_bytes(sent.content, policy=policy.default)
    assert found["Subject"] == "[dataroom] 1\u00a0salle, 1\u00a0nouvelle lacune"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Bcc"] is None
    text = found.get_content()
    assert "Attestation échue – œuvre\\x0d\\x0aBcc: x@y.z" in text
    assert starttls.logins == ["robot"]


def test_a_server_that_nobody_vouches_for_gets_nothing(starttls: Postbox) -> None:
    with pytest.raises(NotDelivered, match="certificate is not trusted") as caught:
        send(_secure(starttls), _told(NEWS), LOGIN)
    assert caught.value.lasting
    assert (starttls.mails, starttls.logins) == ([], [])


def test_a_server_without_encryption_gets_nothing(plain: Postbox) -> None:
    with pytest.raises(NotDelivered, match="SMTPNotSupportedError"):
        send(_secure(plain), _told(NEWS), LOGIN)
    assert plain.mails == []


def test_a_wrong_password_is_said_without_the_password(starttls: Postbox, certificate: Certificate) -> None:
    with pytest.raises(NotDelivered, match="535") as caught:
        send(_secure(starttls), _told(NEWS), Login("robot", "wr0ng"), certificate.file)
    assert "wr0ng" not in str(caught.value)
    assert "wr0ng" not in repr(Login("robot", "wr0ng"))
    assert caught.value.lasting


def test_one_refused_recipient_is_a_failure(plain: Postbox) -> None:
    plain.refused.add("b@example.org")
    with pytest.raises(NotDelivered, match="1 of 2 recipients") as caught:
        send(_mail(plain.port, security="none", to=["a@example.org", "b@example.org"]), _told(NEWS), None)
    assert "b@example.org" not in str(caught.value)


@pytest.mark.parametrize(
    ("answers", "done", "pauses", "mails"),
    [
        ([], True, [], 1),
        (["451 later"], True, [PAUSES[0]], 1),
        (["451 later"] * 3, False, list(PAUSES), 0),
        (["554 never"], False, [], 0),
    ],
)
def test_what_may_help_is_tried_again(
    answers: list[str], done: bool, pauses: list[float], mails: int, plain: Postbox
) -> None:
    plain.answers += answers
    waited: list[float] = []
    settings = _mail(plain.port, security="none")
    found = tried("m", lambda: send(settings, _told(NEWS), None), waited.append)
    assert (found.done, waited, len(plain.mails)) == (done, pauses, mails)
    assert bool(found.detail) is not done


def test_nobody_there_is_a_failure_that_may_pass() -> None:
    with pytest.raises(NotDelivered, match="ConnectionRefusedError") as caught:
        send(_mail(1, security="none", host="127.0.0.1"), _told(NEWS), None)
    assert not caught.value.lasting
