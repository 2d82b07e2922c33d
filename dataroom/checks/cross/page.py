"""The page of documentation that lists the checks across documents, made from the checks themselves."""

from __future__ import annotations

from collections.abc import Iterator

from dataroom.checks.cross import CROSS_CHECKS
from dataroom.checks.cross.given import Check

_HEAD = """# Checks across documents

Made from `dataroom/checks/cross`; do not edit by hand (`UPDATE_DOCS=1 pytest tests/checks/test_page.py` writes it).

Once every document is read, figures and rows that they state are held against one another. Each check ends in one of
three ways, all of them in the report (`checks` in JSON), so that a check that could not be made never reads as clean:

- `agrees`: the documents say the same;
- `differs`: they do not, and one or several findings say what each of them states;
- `not-comparable`: what is needed is missing or could not be read, and the reason says which.

Drafts, templates, superseded copies, exact duplicates, papers of other companies, scans read by OCR, and documents that
say the contrary of what they should prove are left out. Amounts are compared in whole cents. A finding is made to be
right rather than complete: where a wording or a table is not understood, the answer is `not-comparable`.

An accounting entries file (FEC) is read from its first line to its last whatever its length, in one stream. Of one that
is longer than 4 MiB, the words (and the personal data in them) are searched in the first MiB alone, and a finding
(`fec-words-not-searched`) says so. How long a million lines take: `python benchmarks/fec.py`.

Legal sources are given as they stood at the date beside them; what is marked *practice* rests on no text.
"""


def page() -> str:
    """Give the page as Markdown."""
    return "\n".join([_HEAD, *(line for check in CROSS_CHECKS for line in _section(check))])


def _section(check: Check) -> Iterator[str]:
    yield f"## {check.title.en} (`{check.id}`)"
    yield ""
    yield f"*{check.title.fr}*"
    yield ""
    yield f"- Compares: {check.compares}."
    yield f"- Tolerance: {check.tolerance}."
    yield f"- Source: {check.source} (true at {check.true_at})."
    yield ""
    if check.rules:
        yield "| finding | severity | what to do |"
        yield "|---|---|---|"
        for name, rule in check.rules.items():
            yield f"| `{name}` | {rule.severity} | {rule.remedy.en} |"
    else:
        yield "It gives no finding of its own."
    yield ""
