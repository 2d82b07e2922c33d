"""Posts and calls, against a real server."""

from __future__ import annotations

import json

import pytest

from dataroom.notify.delivery import NotDelivered
from dataroom.notify.web import call, post
from tests.notify.conftest import Certificate, Site


def test_values_arrive_as_json(site: Site) -> None:
    post(site.url, {"text": "échue"})
    ((method, path, body),) = site.asked
    assert (method, path, json.loads(body)) == ("POST", "/hook/s3cret", {"text": "échue"})


def test_a_call_arrives(secure_site: Site, certificate: Certificate) -> None:
    call(secure_site.url, certificate.file)
    assert [asked[:2] for asked in secure_site.asked] == [("GET", "/hook/s3cret")]


def test_a_server_that_nobody_vouches_for_gets_nothing(secure_site: Site) -> None:
    with pytest.raises(NotDelivered, match="not trusted") as caught:
        post(secure_site.url, {})
    assert caught.value.lasting
    assert secure_site.asked == []


@pytest.mark.parametrize(("code", "lasting"), [(302, True), (400, True), (404, True), (429, False), (503, False)])
def test_every_other_answer_is_a_failure(code: int, lasting: bool, site: Site) -> None:
    site.answers.append(code)
    with pytest.raises(NotDelivered, match=f"^HTTP {code}$") as caught:
        post(site.url, {})
    assert caught.value.lasting is lasting
    assert len(site.asked) == 1, "a redirect was followed"


def test_nobody_there_says_nothing_of_the_address() -> None:
    with pytest.raises(NotDelivered) as caught:
        call("http://127.0.0.1:1/s3cret")
    assert "s3cret" not in str(caught.value)
