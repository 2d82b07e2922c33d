"""The day of a document: when it was signed, issued, or when the meeting was held."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from dataroom.dates import DateHit, find_dates, lowered

_TITLE = 1_500
_MOST = 200

_WEEKDAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+)?"
)
# What stands just before a day and says that it is not the document's own.
_OTHER = (
    r"\bn[ée]e?s?(?:\(e\))?\s+(?:[\w\s,'’()\-]{0,30}?\s)?le|naissance(?:\s*[:\t]|\s+le)?|birth|\bborn(?:\s+on)?"
    r"|[ée]ch[ée]ances?(?:\s*[:\t]|\s+(?:le|du|au|est\s+le|fix[ée]e\s+au))?|payable\s+(?:le|au|by|on)|\b(?:au\s+plus\s+tard|avant|d['’]ici)\s+le"
    r"|d['’]ici\s+au|\b(?:due|no\s+later\s+than|before|by|until|till)(?:\s+(?:on|by|date))?:?|jusqu['’]au|valable\s+(?:du|au|le)|expir\w*\s*(?:le|on|date)?:?"
    r"|(?:valid|validit[ée])\s*(?:du|from|until|to|jusqu['’]au)?:?|date\s+limite[\w\s]{0,20}:?|limite\s+de\s+[\w\s]{0,20}"
    r"|\b(?:lois?|d[ée]crets?|ordonnance|arr[êe]t[ée]\s+(?:minist[ée]riel|royal|pr[ée]fectoral)?|r[èe]glement|directive|circulaire|arr[êe]t|act|regulation"
    r"|convention\s+collective[\w\s'’]{0,40}|accord\s+(?:national|interprofessionnel)[\w\s'’]{0,40})[^.;\n]{0,45}\b(?:du|of|dated)"
    r"|\b(?:contrats?|conventions?|avenant|accord|bail|lettre|courrier|courriel|mails?|message|facture|devis|proposition|offre|commande|mandat|statuts|acte|agreement"
    r"|contract|letter|lease|invoice|quote|amendment|relance|mise\s+en\s+demeure|rapport|protocole|d[ée]lib[ée]ration|jugement|procuration|attestation)[^.;:\n]{0,45}"
    r"\s(?:du|des|de\s+date\s+du|en\s+date\s+du|dat[ée]e?\s+du|sign[ée]e?s?\s+le|re[çc]ue?\s+le|dated|of|signed\s+on|conclue?\s+le)"
    r"|\b(?:prochaine?|suivante?|next)\s+(?:[\w'’]+\s+){0,5}(?:le|du|au|on|is|:)?:?|\breport[ée]e?\s+au|\bplanifi[ée]e?\s+(?:le|au)|\bpr[ée]vue?\s+(?:le|au)"
    r"|\b(?:[àa]\s+compter|[àa]\s+partir|depuis|[àa]\s+effet|prend\s+effet|effet\s+(?:au|le|du)|date\s+d['’]effet|en\s+vigueur|vigueur|entr[ée]e?|d[ée]but|embauch[ée]e?|anciennet[ée]|from|since|starting|effective(?:\s+(?:date|from|as\s+of|on))?)"
    r"\s*(?:du|le|au|de|on|as\s+of|of|:|\t)?\s*:?"
    r"|\bcl(?:os|ose|oses|[ôo]tur[ée]e?s?)\s*(?:le|au)?\s*:?|\bended|\bending|\bp[ée]riode\s+du|\bdu\s+[0-9a-z./\s\-éû]{1,20}\s+au|immatricul\w+[^.\n]{0,30}le|cr[ée]+[ée]e?\s+le"
    r"|paiement\s+(?:le|au|du)?:?|pr[ée]lev[ée]e?\s+le|virement\s+du|pay[ée]e?\s+le|r[ée]gl[ée]e?\s+le|version\s+du|\ble\s+[^\n]{0,12}$"
)
# What says that it is, best first.
_OWN = (
    (10, r"sign[ée]e?s?\s+(?:[ée]lectroniquement\s+)?(?:par\s+[^\n]{1,40}\s)?(?:[àa]\s+[^\n,]{2,30},?\s*)?le|date\s+de\s+(?:la\s+)?signature\s*[:\t]?(?:\s*le)?|signed\s+(?:by\s+[^\n]{1,40}\s)?(?:on|in\s+[^\n,]{2,30},?\s*on)|signature\s+date:?"),
    (10, r"(?:fait|done)(?:\s+et\s+(?:pass[ée]|sign[ée]|clos))?\s*(?:[àa]|at|in)\s*:?\s*[^\n,;:]{2,40}?,?\s+(?:le|on)\s*:?|\bfait\s+(?:[^\n]{0,40}\s)?le\s*:?|done\s+on|executed(?:\s+as\s+a\s+deed)?\s+on|certifi[ée]\s+[^\n]{0,40},?\s+le"),
    (9, r"date\s+(?:d['’](?:[ée]dition|[ée]mission|[ée]tablissement|[ée]dition\s+du\s+document|envoi)|de\s+(?:d[ée]livrance|d[ée]p[ôo]t|la\s+facture|facture|publication|r[ée]daction|transmission|t[ée]l[ée]transmission|l['’]extrait|r[ée]ception|la\s+d[ée]claration|l['’]attestation)|of\s+issue|issued)\s*[:\t]?(?:\s*le)?"
        r"|(?:issued|printed|generated|delivered)\s*(?:on|:)?|issue\s+date:?|invoice\s+date:?|(?:d[ée]livr[ée]|[ée]tabli|[ée]dit[ée]|[ée]mis|d[ée]pos[ée]|transmis|t[ée]l[ée]transmis|arr[êe]t[ée]\s+et\s+sign[ée])e?s?\s*(?:[àa]\s+[^\n,]{2,30},?\s*)?(?:le|:)\s*:?|extrait\s+(?:[^\n]{0,30})?[àa]\s+jour\s+(?:au|du)|\b[àa]\s+jour\s+(?:au|du)"),
    (9, r"(?:r[ée]union|s[ée]ance|comit[ée][\w\s]{0,30}|copil|codir|coproj|cosui|compte[\s-]rendu[\w\s'’]{0,50}|proc[èe]s[\s-]verbal[\w\s'’]{0,60}|\bcr\b[\w\s]{0,20}|\bpv\b[\w\s]{0,20}|assembl[ée]e[\w\s]{0,40}|d[ée]cisions?[\w\s'’]{0,40}|point[\w\s]{0,20}|entretien|conseil[\w\s'’]{0,30})\s*(?:du|tenue?\s+le|en\s+date\s+du|:|-|–|—|\t)"
        r"|(?:meeting|minutes)[\w\s]{0,30}\s*(?:of|on|held\s+on|:|-|–)|held\s+(?:on|in\s+[^\n]{2,30}\son)|(?:tenue?s?|r[ée]unie?s?)\s+(?:[àa]\s+[^\n]{2,40}\s)?le|date\s+(?:de\s+la\s+)?(?:r[ée]union|s[ée]ance|of\s+(?:the\s+)?meeting)\s*[:\t]?"),
    (8, r"(?:^|\n)[ \t]*(?:date|le|dated?|on)\s*[:\t]\s*|\bdate\s*[:\t]\s*(?:le\s+)?|(?:envoy[ée]|sent|date)\s*:\s*(?:le\s+)?"),
    (8, r"(?:^|\n|\t|\s{3})[ \t]*[a-zà-ÿ][a-zà-ÿ'’\- ]{1,30}(?:\s+(?:cedex\s*)?[0-9]{0,2})?,?\s+le"),
    (7, r"(?:is\s+)?(?:made|dated|entered\s+into|concluded)\s*(?:(?:this|the|on|as\s+of|on\s+the|as\s+at)\s*)?|\bas\s+(?:of|at)"),
    (5, r"(?:imprim[ée]|mis(?:e)?\s+[àa]\s+jour|maj|valid[ée]e?s?|approuv[ée]e?s?|adopt[ée]e?s?|remise?|updated|approved|revis(?:ed|ion)|r[ée]vis[ée]e?)\s*(?:par\s+[^\n]{1,40}\s)?(?:le|du|au|on|:|\t)?\s*:?"),
    (4, r"(?:situation|solde|arr[êe]t[ée]e?s?|[ée]tat|position|balance|encours|relev[ée])(?:\s+[\w'’]+){0,3}\s+(?:au|le|du|[àa]\s+la\s+date\s+du)|\bau"),
)  # fmt: skip
_HOURS = re.compile(r",?\s*(?:à|at|de)\s+(?:[0-9]{1,2}\s?(?:h|heures?|:)|[a-z]+\s+heures?|onze|dix|neuf)")
_MEETING = re.compile(
    r"\b(?:proc[èe]s[\s-]verba|pv\b|compte[\s-]rendu|cr\b|r[ée]union|relev[ée]\s+de\s+d[ée]cisions|minutes\s+of)"
)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"(?:{_OTHER})\s*{_WEEKDAY}$")


@cache
def _own() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((score, re.compile(rf"(?:{pattern})\s*{_WEEKDAY}$")) for score, pattern in _OWN)


def issue_date(
    text: str,
    hint: str = "",
    *,
    dates: Sequence[DateHit] | None = None,
    as_of: dt.date | None = None,
) -> dt.date | None:
    """Give the day on which a document was signed, issued or, for minutes, on which the meeting was held.

    `hint` is `meeting` for minutes (otherwise the title tells). Due dates, birth dates, dates of laws and of the
    documents that are cited do not count; None where the text states no day of its own.
    """
    hits = find_dates(text) if dates is None else dates
    low = lowered(text)
    meeting = hint == "meeting" or _MEETING.search(low, 0, _TITLE) is not None
    best: tuple[float, dt.date] | None = None
    for hit in _sample(hits):
        score = _score(low, hit, meeting)
        if score > 2 and (as_of is None or hit.date <= as_of + dt.timedelta(days=31)) and (best is None or score > best[0]):
            best = (score, hit.date)
    return best[1] if best else None


def _sample(hits: Sequence[DateHit]) -> Sequence[DateHit]:
    return hits if len(hits) <= 2 * _MOST else [*hits[:_MOST], *hits[-_MOST:]]


def _score(low: str, hit: DateHit, meeting: bool) -> float:
    before = low[max(0, hit.start - 90) : hit.start]
    if low.startswith(("l'an", "l’an"), hit.start) or low.startswith("an ", hit.start):
        return 9.5
    if low[hit.end : hit.end + 4].strip()[:3] in {"au ", "to "}:
        return 0
    early = hit.start < _TITLE
    if _other().search(before):
        return 0
    for score, pattern in _own():
        if pattern.search(before):
            if score == 9 and meeting and early:
                return 12
            return score + (0.5 if early else 0) if score > 4 or early else 1
    if meeting and _HOURS.match(low, hit.end):
        return 11
    return _bare(low, hit) if early else 0


def _bare(low: str, hit: DateHit) -> float:
    """Weigh a day that stands in the title zone without any word about it: alone on its line, or at its end."""
    line_start = low.rfind("\n", 0, hit.start) + 1
    line_end = low.find("\n", hit.end)
    rest = low[hit.end : line_end if line_end >= 0 else None].strip(" .)\t")
    before = low[line_start : hit.start].strip()
    if not rest and (not before or before == "le"):
        return 6
    return 3.5 if not rest or hit.start < 300 else 2.5
