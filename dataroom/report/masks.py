"""Personal data and secrets made unreadable in a text, by their form.

Only forms that are told from others without guessing are masked; names of people have no form, which is why the
acquirer's edition also drops whole quotes from documents that are flagged.
"""

from __future__ import annotations

import re

_FORMS = re.compile(
    r"""
      (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<iban>\b[A-Z]{2}\d{2}(?:[ \u00a0\u202f]?[A-Z0-9]{4}){3,7}(?:[ \u00a0\u202f]?[A-Z0-9]{1,3})?\b)
    | (?P<nir>(?<!\d)[12][ \u00a0\u202f.-]?\d{2}[ \u00a0\u202f.-]?\d{2}[ \u00a0\u202f.-]?(?:\d{2}|2[ABab])
        [ \u00a0\u202f.-]?\d{3}[ \u00a0\u202f.-]?\d{3}(?:[ \u00a0\u202f.-]?\d{2})?(?!\d))
    | (?P<phone>(?<![\d+])(?:(?:\+|00)33[ \u00a0\u202f.-]?(?:\(0\)[ ]?)?|0)[1-9](?:[ \u00a0\u202f.-]?\d{2}){4}(?!\d))
    | (?P<card>(?<!\d)(?:\d{4}[ \u00a0\u202f-]?){3}\d{4}(?!\d))
    | (?P<home>(?:/(?:home|Users)/|\b[A-Za-z]:\\Users\\)[^/\\\s]+)
    """,
    re.VERBOSE,
)

MASK = "•••"


def mask(text: str) -> str:
    """Give `text` with e-mail addresses, IBANs, French social-security, phone and card numbers masked."""
    return _FORMS.sub(MASK, text)
