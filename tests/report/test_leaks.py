"""The acquirer's edition holds nothing internal, in any format: marked strings stand in every field of the model."""

from __future__ import annotations

from dataclasses import dataclass, field, make_dataclass, replace
from functools import cache

import pytest

from dataroom.model import Bilingual, Report
from dataroom.report import FORMATS, as_edition, from_dict, to_dict

from .planting import PLAIN, Planter, held_marks, mark, marks, places, planted, profile_marks, reserved_marks, run_marks
from .reading import readable, squeezed
from .test_editions import SECRETS
from .test_editions import planted as told

INTERNAL = sorted({*marks(), *profile_marks(), *run_marks(), *reserved_marks(), *held_marks()})
BOTH = pytest.mark.parametrize("lang", ["fr", "en"])
EVERY = pytest.mark.parametrize("name", sorted(FORMATS))


@cache
def _text(name: str, lang: str) -> str:
    report = replace(planted(), edition="acquirer", language=lang)
    return squeezed(readable(FORMATS[name].render(report)))


@EVERY
@BOTH
def test_no_internal_field_reaches_the_acquirer(name: str, lang: str) -> None:
    assert [one for one in INTERNAL if one in _text(name, lang)] == []


@EVERY
@BOTH
def test_nor_out_of_a_saved_report(name: str, lang: str) -> None:
    saved = to_dict(planted())
    report = replace(as_edition(from_dict(saved), "acquirer"), language=lang)
    text = squeezed(readable(FORMATS[name].render(report)))
    assert [one for one in INTERNAL if one in text] == []


@EVERY
@BOTH
def test_nor_withheld_documents_waivers_and_personal_data(name: str, lang: str) -> None:
    text = readable(FORMATS[name].render(replace(told(), edition="acquirer", language=lang)))
    packed = squeezed(text)
    assert [one for one in SECRETS if one in text or squeezed(one) in packed] == []


@cache
def _sellers(name: str) -> str:
    return squeezed(readable(FORMATS[name].render(planted())))


@EVERY
def test_what_was_planted_can_be_found(name: str) -> None:
    """A search that finds nothing where something stands would prove nothing."""
    text = _sellers(name)
    if name in {"json", "html", "xlsx"}:
        assert [one for one in INTERNAL if one in text] != []
    harmless = replace(planted(), room="XQShownXQ", profile={})
    if name not in {"junit", "sarif", "csv", "index"}:
        assert "XQShownXQ" in squeezed(readable(FORMATS[name].render(harmless)))


def test_a_new_field_is_planted_by_itself() -> None:
    grown = make_dataclass(
        "Grown", [("remark", str, field(default="")), ("notes", tuple[Bilingual, ...], ())], frozen=True
    )
    made = Planter(PLAIN).made(grown)
    assert (made.remark, made.notes[0].fr) == ("XQGrownRemarkXQ", "XQGrownNotesXQ")
    assert list(places(grown)) == ["Grown.remark", "Grown.notes"]


def test_what_may_be_seen_is_of_the_model() -> None:
    assert set(PLAIN) - {*places(Report), "Report.as_of", "Period.start", "Period.end"} == set()


def test_what_people_wrote_in_a_tracker_is_the_sellers() -> None:
    assert mark("Work.comment") in _sellers("xlsx")
    assert mark("Work.comment") in INTERNAL


@dataclass(frozen=True)
class _Unknown:
    when: complex


def test_what_cannot_be_planted_is_told() -> None:
    with pytest.raises(TypeError, match=r"_Unknown\.when"):
        Planter(PLAIN).made(_Unknown)
