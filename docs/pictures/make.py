"""Take the pictures of the report for the README and the documentation: the page of the faulty sample room.

    python -m docs.pictures.make

It runs from a checkout, needs Chromium (or Chrome), and writes the pictures beside itself. They are taken anew when the
page changes.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

from dataroom import pipeline
from dataroom.report import render_html
from dataroom.room import load_profile
from tests.faults.browser import FOUND, Page, browser

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "sample_rooms" / "faulty"
LARGEST = 300_000
# The name of each picture: how wide and high, and what stands at its top.
PICTURES = {
    "report": (1240, 1500, ""),
    "register": (1240, 900, "whom"),
    "coverage": (1240, 900, "coverage"),
    "timeline": (1240, 760, "timeline"),
    "telephone": (420, 1000, ""),
}


def html() -> str:
    """Give the page of the faulty sample room in English, as of its profile's own date."""
    options = pipeline.Options(language="en")
    return render_html(pipeline.check(SAMPLE / "room", load_profile(SAMPLE / "profile.yaml"), options=options))


def photograph(page: Page, width: int, height: int, top: str) -> bytes:
    """Give what the page shows from an element on, as PNG."""
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    page.run("document.documentElement.style.scrollBehavior = 'auto'")
    page.run(f"document.getElementById('{top}').scrollIntoView()" if top else "scrollTo(0, 0)")
    page.run("new Promise((done) => setTimeout(done, 300))")
    return base64.b64decode(page.call("Page.captureScreenshot")["data"])


def main() -> None:
    """Make the pictures anew."""
    if FOUND is None:
        raise SystemExit("no browser: install chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, browser(Path(folder)) as page:
        source = Path(folder) / "report.html"
        source.write_text(html(), encoding="utf-8")
        page.open(source)
        page.run("document.querySelector('tr.group .row-btn').click()")
        for name, (width, height, top) in PICTURES.items():
            picture = photograph(page, width, height, top)
            if len(picture) > LARGEST:
                raise SystemExit(f"{name}.png: expected at most {LARGEST} bytes, got {len(picture)}")
            (HERE / f"{name}.png").write_bytes(picture)
            sys.stdout.write(f"{name}.png: {len(picture)} bytes\n")


if __name__ == "__main__":
    main()
