"""A folder of a firm's own, for its reports: `brand.yaml`, a logo, templates. Read once, and checked wholly."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from dataroom.errors import Fault, FileFaults, UsageError
from dataroom.logos import LARGEST, BadLogo, cleaned
from dataroom.model import Bilingual
from dataroom.report.brand import Brand, Logo
from dataroom.report.templating import shipped, template_faults
from dataroom.written import Strict, read_bytes
from dataroom.written_yaml import read_yaml

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5
_LIGHT, _DARK = "#f3f1ec", "#20272d"
"""The grounds of the page on which the accent is hardest to read."""
_LOGOS = ("logo.svg", "logo.png")
_LARGEST_TEMPLATE = 400_000


def _readable(colour: str, ground: str) -> str:
    if not _HEX.fullmatch(colour):
        raise ValueError("a colour as #rrggbb")
    found = _contrast(colour, ground)
    if found < _LEAST_CONTRAST:
        raise ValueError(f"a colour that can be read on {ground} (contrast 4.5 or more; this one has {found:.1f})")
    return colour.lower()


class _Colours(Strict):
    accent: str = ""
    accent_dark: str = ""

    @field_validator("accent")
    @classmethod
    def _on_white(cls, colour: str) -> str:
        return _readable(colour, _LIGHT)

    @field_validator("accent_dark")
    @classmethod
    def _on_dark(cls, colour: str) -> str:
        return _readable(colour, _DARK)


Line = Annotated[str, Field(max_length=160, pattern=r"^[^\r\n]*$")]


class _Footer(Strict):
    fr: Line
    en: Line


class _Written(Strict):
    name: Line = ""
    logo: Annotated[str, Field(pattern=r"^[^/\\]*$")] = ""
    colours: _Colours = _Colours()
    footer: _Footer | None = None


def load_brand(folder: Path) -> Brand:
    """Read a firm's folder; raises UsageError where it is none, FileFaults with every mistake in it."""
    if not folder.is_dir():
        raise UsageError(f"--template: expected a folder, got {str(folder)!r}")
    file = folder / "brand.yaml"
    said = read_yaml(file, _Written, "brand") if file.exists() else _Written()
    faults: list[Fault] = []
    logo = _logo(folder, said, faults)
    templates = _templates(folder, faults)
    if not (file.exists() or logo or templates or faults):
        raise FileFaults([Fault(str(folder), "the folder", "a brand.yaml, a logo or templates (*.j2)", "none of them")])
    if faults:
        raise FileFaults(faults)
    footer = Bilingual(said.footer.fr, said.footer.en) if said.footer else None
    dark = said.colours.accent_dark
    return Brand(said.name, logo, said.colours.accent, dark, footer, templates)


def _logo(folder: Path, said: _Written, faults: list[Fault]) -> Logo | None:
    file = next((folder / name for name in ([said.logo] if said.logo else _LOGOS) if (folder / name).is_file()), None)
    if file is None:
        if said.logo:
            faults.append(Fault(str(folder / "brand.yaml"), "logo", "the name of a file beside it", repr(said.logo)))
        return None
    try:
        if file.stat().st_size > LARGEST:
            raise BadLogo(f"a logo of at most {LARGEST:,} bytes", f"{file.stat().st_size:,}")  # noqa: TRY301 - not read
        content, media_type = cleaned(read_bytes(file, "logo"))
    except BadLogo as bad:
        faults.append(Fault(str(file), "the picture", bad.expected, bad.got))
        return None
    return Logo(content, media_type, said.name or file.stem)


def _templates(folder: Path, faults: list[Fault]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.j2")):
        if file.name not in shipped():
            expected = f"the name of a template that it replaces ({', '.join(sorted(shipped()))})"
            faults.append(Fault(str(file), "the name", expected, file.name))
            continue
        try:
            text = read_bytes(file, "template")[: _LARGEST_TEMPLATE + 1].decode("utf-8")
        except UnicodeDecodeError as error:
            faults.append(Fault(str(file), f"byte {error.start}", "a template in UTF-8", "bytes that are not"))
            continue
        faults += [
            Fault(str(file), f"line {line}", want, got, tip)
            for line, want, got, tip in template_faults(file.name, text)
        ]
        found[file.name] = text
    return found


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    # WCAG 2.2, relative luminance.
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
