"""What a firm puts of its own on a report: name, logo, colours, a line at the foot, templates. A plain value."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from dataroom.model import Bilingual


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was checked: its bytes, `image/png` or `image/svg+xml`, and what it shows, in words."""

    content: bytes
    media_type: str
    alt: str

    @property
    def url(self) -> str:
        """The picture as a data: address, for a page that loads nothing."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class Brand:
    """The firm's own; everything may be left out. Colours are `#rrggbb`."""

    name: str = ""
    logo: Logo | None = None
    accent: str = ""
    accent_dark: str = ""
    """The accent for a dark page; the same colour where none is given."""
    footer: Bilingual | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    """Text of the jinja2 templates that replace shipped ones, by file name; each was checked."""
