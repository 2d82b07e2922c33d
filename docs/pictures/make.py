# ruff: noqa: INP001 - a script that lies beside its picture, no package
"""Take the picture of the report for the README: check the faulty sample room and photograph its page.

Run it from anywhere with the Python that has dataroom installed; it needs Chromium (or Chrome) and writes
`report.png` beside itself. Pictures are taken anew when the page changes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dataroom import pipeline
from dataroom.report import FORMATS
from dataroom.room import load_profile

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "sample_rooms" / "faulty"
WIDTH, HEIGHT = 1200, 1500
LARGEST = 300_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def page() -> bytes:
    """Give the page of the faulty sample room in English, as of its profile's own date."""
    options = pipeline.Options(language="en")
    report = pipeline.check(SAMPLE / "room", load_profile(SAMPLE / "profile.yaml"), options=options)
    rendered = FORMATS["html"].render(report)
    return rendered.encode() if isinstance(rendered, str) else rendered


def photograph(html: bytes, target: Path) -> None:
    """Show `html` in a browser without a window and keep what it shows as a PNG file."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.html"
        source.write_bytes(html)
        subprocess.run(  # noqa: S603 - a browser found on the path, and files of our own
            [
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--virtual-time-budget=3000",
                f"--user-data-dir={folder}/browser",
                f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def main() -> None:
    """Make the picture anew."""
    target = HERE / "report.png"
    photograph(page(), target)
    size = target.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{target}: expected at most {LARGEST} bytes, got {size}")
    sys.stdout.write(f"{target.name}: {size} bytes\n")


if __name__ == "__main__":
    main()
