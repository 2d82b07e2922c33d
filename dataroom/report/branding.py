"""A firm's own looks on the page: colours and logo as a style of their own, and the policy that lets the logo show."""

from __future__ import annotations

from dataroom.report.brand import Brand

_LOGO = (
    ".firm{margin:0 0 1rem}"
    ".firm img{max-height:3.2rem;max-width:18rem;background:#fff;padding:.3rem;border-radius:3px}\n"
)


def styled(brand: Brand) -> str:
    """Give the style that follows the page's own; the colours were checked against the grounds that they stand on."""
    parts = [
        f"@media {media}{{:root{{--accent:{colour}}}}}\n"
        for media, colour in (
            ("screen and (prefers-color-scheme:light)", brand.accent),
            ("print", brand.accent),
            ("screen and (prefers-color-scheme:dark)", brand.accent_dark),
        )
        if colour
    ]
    return "".join([*parts, *([_LOGO] if brand.logo else [])])


def sources(brand: Brand) -> str:
    """Give what the page's policy allows beside its own blocks: pictures inside the page, where it has a logo."""
    return "; img-src data:" if brand.logo else ""
