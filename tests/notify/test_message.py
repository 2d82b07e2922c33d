"""What people read: in order, in their language, and no names of documents where they are not wanted."""

from __future__ import annotations

import pytest

from dataroom.model import Bilingual
from dataroom.nightly.events import Event, Kind
from dataroom.notify.message import as_json, message

TITLES = {"a": "Atelier", "b": "Brévignon"}


def _event(kind: Kind, room: str = "a", fr: str = "Contrat paie.pdf", severity: str | None = None) -> Event:
    return Event(f"{kind}{room}{fr}", kind, room, Bilingual(fr, f"{fr} (en)"), severity)


@pytest.mark.parametrize(
    ("lang", "details", "there", "absent"),
    [
        ("fr", True, ("Documents disparus (1)", "Contrat paie.pdf", "Brévignon"), ("(en)", "Documents gone")),
        ("en", True, ("Documents gone (1)", "Contrat paie.pdf (en)"), ("Documents disparus",)),
        ("fr", False, ("Documents disparus (1)", "Brévignon"), ("Contrat",)),
    ],
)
def test_what_a_message_holds(lang: str, details: bool, there: tuple[str, ...], absent: tuple[str, ...]) -> None:
    told = message([_event(Kind.VANISHED), _event(Kind.ENDS, "b")], TITLES, lang, details=details)
    assert all(part in told.text for part in there)
    assert not any(part in told.text + told.subject for part in absent)


def test_alarms_come_first_and_rooms_in_the_order_of_the_file() -> None:
    told = message(
        [_event(Kind.GAP_CLOSED, "b"), _event(Kind.GAP_NEW), _event(Kind.INTEGRITY)], TITLES, "fr", details=True
    )
    places = [
        told.text.index(part) for part in ("Alertes d’intégrité", "Nouvelles lacunes", "Brévignon", "Lacunes comblées")
    ]
    assert places == sorted(places)
    assert told.subject == "[dataroom] 2\u00a0salles, 1\u00a0alerte d’intégrité, 1\u00a0nouvelle lacune"


def test_no_news_is_said() -> None:
    told = message([], TITLES, "en", details=True)
    assert told.subject == "[dataroom] Nothing changed."
    assert "Nothing changed." in told.text


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    told = message([_event(Kind.CHANGED, fr=f"{n}.pdf") for n in range(70)], TITLES, "en", details=True)
    assert told.text.count(".pdf") == 60
    assert "… and 10 more" in told.text


def test_the_same_news_bear_the_same_name() -> None:
    news = [_event(Kind.GAP_NEW), _event(Kind.ENDS)]
    names = {message(order, TITLES, "fr", details=True).id for order in (news, news[::-1])}
    assert len(names | {message(news[:1], TITLES, "fr", details=True).id}) == 2


def test_json_holds_names_only_when_they_are_wanted() -> None:
    told = message([_event(Kind.VANISHED)], TITLES, "fr", details=False)
    assert "Contrat" not in str(as_json(told, TITLES, details=False))
    rooms = as_json(told, TITLES, details=True)["rooms"]
    assert rooms[0]["counts"] == {"vanished": 1}
    assert rooms[0]["events"][0]["text"]["fr"] == "Contrat paie.pdf"
