"""The report as one page: self-contained, opened offline, in both languages.

Nothing of the room is code here: jinja2 escapes every value after it was made visible, rows travel as JSON that the
script puts into text nodes, no link is built from a name, and the page's own Content-Security-Policy allows the
inlined blocks by their digests and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from dataroom.model import Report, Severity, Status
from dataroom.report import views
from dataroom.report.brand import Brand
from dataroom.report.branding import sources, styled
from dataroom.report.editions import shown
from dataroom.report.island import island
from dataroom.report.markup import environment, own
from dataroom.report.order import in_order
from dataroom.report.packing import in_script
from dataroom.report.page import facts, labels
from dataroom.report.pictures import short_name
from dataroom.report.review_rows import is_reviewed
from dataroom.report.templating import overlaid, telling

_WIDE = 4
"""From more providers on, a cell of the coverage shows its sign alone."""
_SCRIPTS = ("page.js", "tables.js", "register.js", "papers.js")


def render_html(report: Report, brand: Brand | None = None) -> str:
    """Give the report as one self-contained HTML page in its own edition and language, the other one click away.

    `brand` is a firm's own looks; its templates run in a sandbox.
    """
    seen, firm = in_order(shown(report)), brand or Brand()
    early, css = own("early.js"), "".join(map(own, ("report.css", "pictures.css", "print.css"))) + styled(firm)
    script = _script(reviewed=is_reviewed(seen))
    known = _environment()
    with telling(firm.templates):
        return (
            (overlaid(known, firm.templates, own) if firm.templates else known)
            .get_template("report.html.j2")
            .render(
                facts(seen),
                brand=firm,
                early=Markup(early),  # noqa: S704 - a file of this package
                css=Markup(css),  # noqa: S704 - a file of this package
                script=Markup(script),  # noqa: S704 - a file of this package
                island=Markup(island(seen)),  # noqa: S704 - JSON without <, > and &
                labels=Markup(in_script(labels(reviewed=is_reviewed(seen)))),  # noqa: S704 - JSON without <, > and &
                csp=_policy(css, early, script) + sources(firm),
            )
        )


def _script(*, reviewed: bool) -> str:
    parts = [*_SCRIPTS, *(["review.js"] if reviewed else [])]
    return '"use strict";\n(() => {\n' + "\n".join(map(own, parts)) + "})();\n"


def _policy(css: str, *scripts: str) -> str:
    run = " ".join(f"'{_sri(script)}'" for script in scripts)
    return f"default-src 'none'; style-src '{_sri(css)}'; script-src {run}; base-uri 'none'; form-action 'none'"


def _sri(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    made = environment()
    made.globals.update(
        Severity=Severity, Status=Status, span=views.span, statuses_text=views.statuses_text, to_do=views.to_do,
        settled_text=views.settled_text,
        grouped=views.grouped, lines_of=short_name, wide=_WIDE,
    )  # fmt: skip
    return made
