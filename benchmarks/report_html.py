"""The page of a room of many documents: its size, how long Chromium takes to show and to filter it.

    python -m benchmarks.report_html [--documents 10000] [--runs 5]

The documents are those of the tests' made-up report over and over, under long names; requirements grow with them to
1,200, twice those of a small room under all checklists. Times are medians: `written` is the rendering, `shown` runs
from the navigation to the end of the page's own script, a `filter` from the input in a search field to the frame in
which its rows stand; `script, layout` is what the page itself spends of `shown`, in time of the processor.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from dataroom.model import Report
from dataroom.report import render_html
from tests.faults.browser import FOUND, Page, browser
from tests.report.factory import fingerprint, rich

_FILTER = """(async () => {
  const field = document.querySelector('[data-for="%s"] [data-filter="text"]');
  const begun = performance.now();
  field.value = "%s";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => setTimeout(done, 81));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
})()"""


def many(number: int) -> Report:
    """Give a report of so many documents, a fifth as many requirements (at most 1,200), and 1,000 findings."""
    report = rich()
    kinds = [d for d in report.documents if d.type]
    documents = tuple(
        replace(
            kinds[n % len(kinds)],
            path=f"{n % 97:02}_Dossier assez long/Sous-dossier {n % 13}/Document numéro {n}.pdf",
            raw=None,
            fingerprint=fingerprint(str(n)),
        )
        for n in range(number)
    )
    asked = min(1200, number // 5)
    results = tuple(
        replace(r, id=f"{r.id}-{n}", key=f"{n}|{r.key}")
        for n in range(asked)
        for r in [report.requirements[n % len(report.requirements)]]
    )
    return replace(report, documents=documents, requirements=results, findings=report.findings * 250)


def _ready(page: Page, file: Path) -> float:
    page.open(file)
    timing = (
        "(({ startTime, loadEventEnd }) => loadEventEnd - startTime)(performance.getEntriesByType('navigation')[0])"
    )
    page.wait(f"{timing} > 0")
    return float(page.run(timing)) / 1000


def _busy(page: Page) -> float:
    known = {one["name"]: one["value"] for one in page.call("Performance.getMetrics")["metrics"]}
    return float(known["ScriptDuration"] + known["LayoutDuration"] + known["RecalcStyleDuration"])


def main() -> None:
    """Print one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    if FOUND is None:
        raise SystemExit("no Chromium")
    report = many(asked.documents)
    begun = time.perf_counter()
    text = render_html(report).encode()
    say = sys.stdout.write
    say(f"documents {asked.documents}, requirements {len(report.requirements)}\n")
    say(f"size      {len(text) / 1e6:.2f} MB\nwritten   {time.perf_counter() - begun:.2f} s\n")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, browser(Path(name)) as page:
        file = Path(name) / "report.html"
        file.write_bytes(text)
        page.call("Performance.enable", timeDomain="threadTicks")
        _measure(page, file, asked.runs)


def _measure(page: Page, file: Path, runs: int) -> None:
    shown, busy, first, later, register = [], [], [], [], []
    for _ in range(runs):
        shown.append(_ready(page, file))
        busy.append(_busy(page))
        first.append(page.run(_FILTER % ("index-table", "numero 77")) / 1000)
        later.append(page.run(_FILTER % ("index-table", "contrat nuage")) / 1000)
        register.append(page.run(_FILTER % ("register-table", "exit")) / 1000)
    rows = {
        "shown": shown,
        "script, layout": busy,
        "filter, first": first,
        "filter, again": later,
        "filter, gaps": register,
    }
    for name, values in rows.items():
        sys.stdout.write(f"{name:<16}{statistics.median(values):.2f} s (worst {max(values):.2f})\n")


if __name__ == "__main__":
    main()
