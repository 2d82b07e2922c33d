"""The words that stand just before a day and say whose day it is, as regular expressions over lower-case text."""

from __future__ import annotations

SIGNED = 10.0
"""The weight of the day of a signature."""

STRONG = (
    "sign", "fait", "done", "date", "dition", "mis", "livr", "tabli", "dit", "pos", "issue", "printed", "generated",
    "executed", "visa", "clar", "lectroniq", "jour", "certif", "transm", "diffus", "dig", "prépar", "prepar", "envoy",
    "sent", "remis", "made", "entered", "concluded", "affich", "adress", "récep",
)  # fmt: skip
"""Stems of which one stands before a day that counts anywhere in a document."""

WEEKDAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+)?"
)
TIME = (
    r"\s*,?\s*(?:(?:à|at|de|-|–)\s+)?(?:[0-2]?[0-9]\s?(?:h|heures?|:[0-5][0-9])|(?:[a-zà-ÿ-]+\s)?[a-zà-ÿ]+\s+heures?\b)"
)
MEETING = (
    r"\b(?:proc[èe]s[\s-]verba|pv\b|compte[\s-]rendu|cr\b|r[ée]union|relev[ée]\s+de\s+d[ée]cisions|minutes\s+of"
    r"|feuille\s+de\s+pr[ée]sence)|\A[\s\S]{0,120}?\b(?:meeting\b|minutes\b|copil|codir|cosui|coproj|comex"
    r"|comit[ée]\s+(?:de"
    r"|d['’])\s?\w+|executive\s+committee|steering\s+committee)\b"
)

PAID = r"(?:date\s+de\s+paiement|paiement|virement|pay[ée]+e?|pay\s+date|paid)\s*(?:le|au|du|on)?\s*[:\t]?"
"""The day of payment: that of a payslip, never that of an invoice."""
PAY = r"bulletin|\bpaie\b|\bpaye\b|salaire|payslip|payroll"

_NOUNS = (
    r"contrats?|conventions?|avenant|ldm|lm|msa|nda|dpa|accord|bail|baux|lettre|courrier|courriel|e-?mails?|mails?"
    r"|message"
    r"|factures?|devis|proposition"
    r"|offre|commande|mandat|statuts|acte|agreement|contract|letter|lease|invoice|quote|amendment|relance"
    r"|mise\s+en\s+demeure|rapport"
    r"|protocole|d[ée]lib[ée]ration|jugement|procuration|attestation|engagement|annexe|statement|policy"
    r"|police|certificat|certificate"
    r"|pacte|cession|r[ée]solution|[ée]tude|note"
)
NOT_OWN = (
    # lives, deadlines, validity
    r"\bn[ée]e?s?(?:\(e\))?\s+(?:[\w\s,'’()\-]{0,40}?\s)?le(?:\s*:)?|naissance(?:\s*[:\t]|\s+le)?|\bbirth"
    r"\W*|\bborn(?:\s+on)?|\bd[ée]c[èe]s|\bdob\W*"
    r"|[ée]ch[ée]ances?(?:\s*[:\t]|\s+(?:le|du|au|est\s+le|fix[ée]e\s+au))?|payables?\s+(?:le|au|by|on)"
    r"|\b(?:au\s+plus\s+tard|avant|d['’]ici|jusqu['’])\s?(?:le|au|à)?|\b(?:due|no\s+later\s+than|before|by"
    r"|until|till)(?:\s+(?:on|by|date))?:?"
    r"|valable\s+(?:du|au|le)|expir\w*\s*(?:le|on|date|au)?\s*:?|\bvalid(?:e|it[ée]|ity)?\s*(?:du|from"
    r"|until|to|au|jusqu['’]au)?:?"
    r"|date\s+limite[\w\s]{0,20}:?|limite\s+de\s+[\w\s]{0,20}|terme(?:\s+le)?|\bfin(?:\s+(?:le|au))?\s*:?"
    r"|\bend(?:s|\s+date)?(?:\s+on)?:?"
    # « est à jour de ses cotisations au … » : until when they are paid, not when it was certified
    r"|\b(?:est|sont|[ée]tait|[ée]taient|is|are)\s+(?:bien\s+)?(?:[àa]\s+jour|up\s+to\s+date)\b[^.;]{0,100}?\s(?:au"
    r"|le|du|at|to|as\s+of)"
    r"|\b(?:cotisations?|obligations?|d[ée]clarations?|contributions?"
    r"|allocations?)\b[^.;]{0,70}?\s(?:[àa]\s+la\s+date\s+du)"
    # texts of law
    r"|\b(?:lois?|d[ée]crets?|ordonnances?|arr[êe]t[ée]s?\s+(?:minist[ée]riel|royal|pr[ée]fectoral)"
    r"|r[èe]glement|directive|circulaire|arr[êe]t"
    r"|act|regulation|convention\s+collective|accord\s+(?:national|interprofessionnel)"
    r"|code)[^.;\n–—]{0,60}?\s(?:du|of|dated)"
    # what is to come, what begins or ends
    r"|\b(?:prochaine?s?|suivante?|next)(?:\s+[\w'’]+){0,6}?(?:\s+(?:le|du|au|on|is))?\s*[:–\t-]?"
    r"|\b(?:report[ée]|planifi[ée]|pr[ée]v|fix[ée]|programm[ée]|attend|souhait[ée]"
    r"|demand[ée])u?e?s?\s+(?:le|au|pour\s+le)"
    r"|\b(?:[àa]\s+compter|[àa]\s+partir|depuis|[àa]\s+effet|prend\s+effet|effet|date\s+d['’]effet"
    r"|en\s+vigueur|vigueur|applicable|entr[ée]e?"
    r"|d[ée]but|embauch[ée]e?|anciennet[ée]|from|since|starting|start|effective(?:\s+date)?|commencing"
    r"|commence[sd]?)\s*(?:du|le|au|de|on|as\s+of|of|from)?\s*[:\t]?"
    r"|\b(?:cl(?:os|ose|oses|[ôo]tur[ée]+s?)|ouverte?s?)\s+(?:le|au)\s*:?|\bended|\bending"
    r"|\bp[ée]riode\s+(?:allant\s+)?du|\bexercice\s+du"
    r"|immatricul\w+[^.\n]{0,30}(?:le|du|:)|cr[ée]+[ée]e?\s+le|constitu[ée]+e?\s+le|\binitiale?s?\s*[:\t]?"
    r"|(?:initial|first|original)\s+(?:registration|approval|certification)(?:\s+date)?\s*[:\t]?"
    r"|pr[ée]lev[ée]+e?\s+le|r[ée]gl[ée]+e?\s+le|\bdate\s+d['’]arr[êe]t[ée]\s*[:\t]?"
    # documents that are cited, known by the article before them
    rf"|\b(?:l['’]\s?|d['’]\s?|(?:au|du|le|la|les|un|une|des|de|à|votre|notre|nos|vos|son|sa|ce|cette|cet|the|our"
    rf"|your|this|of|to|an?|par|voir|cf\.?)\s)(?:[\w'’.\-]+\s){{0,3}}?(?:{_NOUNS})\b[^.;:\n–—]{{0,45}}?"
    r"\s(?:du|des|de\s+date\s+du|en\s+date\s+du|dat[ée]+e?s?\s+du"
    r"|(?:contre)?sign[ée]+e?s?\s+(?:[^\n,;]{0,20}\s)?(?:le|en\s+date\s+du)|re[çc]ue?s?\s+le|dated|of"
    r"|signed\s+on|conclue?s?\s+le)"
    r"|\b(?:suite\s+[àa]|lors\s+de|apr[èe]s|further\s+to|following|since)\s+(?:notre|nos|votre|cet|our|your)\s+"
    r"(?:[\w'’]+\s){0,2}?(?:entretiens?|[ée]changes?|rencontre|rendez-vous|conversation|appel|visite|meeting|call|visit)"
    r"[^.;:\n]{0,30}?\s(?:du|le|of|on)"
    r"|\br[ée]f[ée]rence\s+(?:du|au)|\bversion\s+[0-9][0-9.]*\s+dated"
)
OWN: tuple[tuple[float, str], ...] = (
    (
        SIGNED,
        (r"(?:^|[\n:;,.(–—\t|]"
        r"|\s-)\s*(?:lu\s+et\s+)?(?:contre)?sign[ée]+e?s?\s+(?:[ée]lectroniquement\s+)?(?:par\s+[^\n]{1,50}?,?\s)?(?:[àa]\s+[^\n,]{2,30},?\s*)?le"
        r"|sign[ée]+e?s?\s+[ée]lectroniquement\s+(?:par\s+[^\n]{1,50}?,?\s)?(?:le|[:,])"
        r"|date\s+(?:de\s+(?:la\s+)?)?signature\s*[:\t]?(?:\s*le)?"
        r"|\b(?:electronically\s+|digitally\s+)?signed\s+(?:electronically\s+)?(?:by\s+[^\n]{1,50}?,?\s)?(?:on"
        r"|in\s+[^\n,]{2,40}?(?:,(?:\s*on)?|\s+on)|at\s+[^\n,]{2,30},?\s*on)"
        r"|\bsigned(?:\s+in)?\s[^\n]{2,60},(?:\s*on)?|\bsign[ée]+e?s?\s+en\s[^\n]{2,60},(?:\s*le)?"
        r"|(?:^|[\n.;:,–—|)]|\s-)\s*signed|signature\s+date\s*:?"
        r"|\b(?:visa|signature)s?\b[^\n]{0,60}?[\s:,]|[ée]lectroniquement[^\n]{2,80}?[,:]"
        r"|\bexecuted(?:\s+as\s+a\s+deed)?\s+on|\b(?:est|a\s+été|sont)\s+convenue?s?,?\s+ce"),
    ),
    (
        9.8,
        (r"\b(?:fait|done)(?:\s+et\s+(?:pass[ée]|sign[ée]|clos))?\s*(?:(?:[àa]|at"
        r"|in)\s*:?\s*[^\n,;:]{2,40}?)?,?\s*(?:le|on)\s*:?"
        r"|\bfait\s+(?:en\s[^\n]{0,40},?\s)?[àa]\s[^\n]{2,40}?,?\s+le\s*:?"
        r"|\bfait\s+[àa]\s+[^\n,]{2,30},|certifi[ée]+\s+[^\n]{0,60}?,?\s+le"
        r"|\b(?:place\s+and\s+date|date\s+and\s+place|lieu\s+et\s+date|date\s+et\s+lieu)\s*[:\t][^\n]{0,40}?(?:,"
        r"|\ble)?"),
    ),
    (
        9,
        (r"\b(?:r[ée]union|s[ée]ance|comit[ée]|copil|codir|coproj|cosui|compte[\s-]rendu|proc[èe]s[\s-]verbal"
        r"|cr|pv|assembl[ée]e|d[ée]cisions?|point|entretien|conseil)"
        r"(?:\s+[\w'’&./\-]+){0,9}?\s*(?:\s(?:du|tenue?\s+le|en\s+date\s+du)|[:–—\t]|\s-)(?:\s*le)?"
        r"|\b(?:meeting|minutes)(?:\s+[\w'’]+){0,6}?\s*(?:\s(?:of|on|held\s+on)|[:–—\t]|\s-)"
        r"|\bheld(?:\s+(?:on|in\s+[^\n]{2,30}\son))?|\b(?:tenue?s?|r[ée]unie?s?)\s+(?:[àa]\s+[^\n]{2,40}?\s)?le"
        r"|date\s+(?:de\s+(?:la\s+)?)?(?:r[ée]union|s[ée]ance|of\s+(?:the\s+)?meeting)\s*[:\t]?"),
    ),
    (
        8.8,
        (r"date\s+(?:d['’](?:[ée]dition|[ée]mission|[ée]tablissement|envoi|[ée]tat)|de\s+(?:l['’]"
        r"|la\s+)?(?:d[ée]livrance|d[ée]p[ôo]t|facture|facturation|publication|r[ée]daction|transmission"
        r"|t[ée]l[ée]transmission|extrait|d[ée]claration|attestation|document|certificat|version|rapport)"
        r"|of\s+issue|issued)(?:\s+[\w'’]+){0,3}?\s*[:\t]?(?:\s*le)?"
        r"|\b(?:issued|printed|generated|delivered|prepared|filed|submitted|lodged)\s*(?:(?:in"
        r"|at)\s+[^\n,]{2,40}?,?\s)?"
        r"(?:electronically\s+)?(?:on|:)?|\bissue(?:\s+(?:date|of|this|the"
        r"|certificate)){0,4}\s*:?|\b(?:invoice|report|letter|document)\s+date\s*:?"
        r"|\b(?:d[ée]livr|[ée]tabli|[ée]dit|[ée]mis|d[ée]pos|transmis|t[ée]l[ée]transmis|t[ée]l[ée]d[ée]clar"
        r"|t[ée]l[ée]r[ée]gl|diffus|r[ée]dig"
        r"|pr[ée]par|affich|envoy|remis"
        r"|adress)[ée]*e?s?\s*(?:\([^)\n]{1,40}\)\s*)?(?:par\s+[^\n\t]{1,40}?[\s\t,]+)?(?:[àa]\s+[^\n,]{2,40}?,?\s*)?(?:le|:)\s*:?"
        r"|t[ée]l[ée]transmission[^\n]{0,60}?,?\s+le|accus[ée]\s+de\s+r[ée]ception[^\n]{0,60}?(?:,?\s+le|\s*:)"
        r"|\bd[ée]p[ôo]t\s*(?:du|le|:)?\s*:?|(?:^|\n)\W*d[ée]pos[ée]+e?s?\s[^\n.;]{0,60}?\sle"
        r"|\b(?:t[ée]l[ée])?(?:d[ée]claration|demande|dossier)\s+(?:re[çc]ue?|enregistr[ée]+e?|accept[ée]+e?"
        r"|valid[ée]+e?)\s+le"
        r"|\baccus[ée][^\n]{0,60}?(?:accept|enregistr|re[çc]u)\w*\s+le"
        r"|\b[ée]d(?:ition)?\.?(?:\s+du)?\s*:?"),
    ),
    (
        8.5,
        (rf"(?:^|\n)\W*(?:{_NOUNS}|revue|review|inventaire|matrice|mise\s+à\s+jour)\b[^.;:\n]{{0,40}}?\s(?:du|dat[ée]+e?\s+du|en\s+date\s+du|dated|of)|(?:^"
        rf"|\n)\W*(?:this\s+)?[\w\s]{{0,40}}(?:is\s+)?(?:made|dated|entered\s+into|concluded)\s*(?:as\s+of"
        rf"|as\s+at|on|this)?(?:\s+the)?"),
    ),
    (8.2, (
        r"(?:^|\n|\t)\W*(?:date|le|dat[ée]+e?\s+du|dated)\s*[:\t]\s*(?:le\s+)?|\b(?:envoy[ée]|sent"
        r"|date)\s*:\s*(?:le\s+)?"
    )),
    (8, (
        r"(?:^|\n|\t|\s{3}|[–—|]\s"
        r"|\.\s)[ \t]*[a-zà-ÿ][a-zà-ÿ'’/\- ]{1,30}(?:\s+(?:cedex\s*)?[0-9]{1,2})?,\s*(?:le\s)?|(?:^|\n|\t"
        r"|\s{3})[ \t]*[a-zà-ÿ'’\-]{3,30}\s+le"
    )),
    (
        7,
        (r"\b(?:imprim|mis|mise|maj|valid|approuv|adopt|remis|revu|r[ée]vis|v[ée]rifi|contr[ôo]l|arr[êe]t"
        r"|actualis|pr[ée]sent|sign)[ée]*e?s?(?:\s+[àa]\s+jour)?\s*(?:par\s+[^\n\t]{1,40}?[\s\t,]+)?(?:le|:"
        r"|\t)\s*:?"
        r"|\b(?:updated|approved|revised|reviewed|adopted|validated)\s*(?:by\s+[^\n\t]{1,40}?[\s\t,]+)?(?:on"
        r"|:)?\s*:?|\b(?:pr[ée]par|[ée]tabli|r[ée]dig|revu"
        r"|vis)[ée]*e?\s+par\s*[:\t]?\s*[^\n]{2,40}?[\t,–—]\s*(?:le\s)?"
        r"|\b(?:version|projet|mise?\s+[àa]\s+jour|maj|r[ée]vision|[ée]dition"
        r"|document)(?:\s+[\w.'’]+){0,4}?\s+(?:du|of|dated)|\bas\s+(?:of|at)|\ben\s+date\s+du|\bdated"
        r"|\b[àa]\s+jour\s+(?:au|du|le)"
        r"|\b(?:mise?\s+[àa]\s+jour|maj|version|rev\.?|r[ée]v\.?|indice)\s*:?\s+(?:[\w.]{1,15}\s+)?"),
    ),
    (3, (
        r"\b(?:situation|soldes?|arr[êe]t[ée]+e?s?|[ée]tat|position|balance|encours|registre|liste|effectifs?"
        r")(?:\s+[\w'’]+){0,5}?\s+(?:au|le|[àa]\s+la\s+date\s+du)|\b(?:as\s+)?at|\bau"
    )),
)  # fmt: skip

MINUTES_BY_MAIL = (
    r"\b(?:pr[ée]sente?s?\s*:|[ée]taient\s+pr[ée]sents|\(pr[ée]sents|participant\w*\s*:|relev[ée]\s+de\s+d[ée]cisions"
    r"|compte[\s-]rendu\s+(?:de|du)|\bcr\s+(?:de|du)|ordre\s+du\s+jour\s*:|d[ée]cisions?\s*:|attendees|present\s*:"
    r"|minutes\s+of|(?:voici|ce\s+que)\s+[^.\n]{0,40}(?:retenu|convenu|d[ée]cid[ée]|sommes\s+dit)"
    r"|\bje\s+(?:vous\s+)?r[ée]sume\s+(?:ici\s+)?(?:notre|nos|la|le|ce)\b|\br[ée]sum[ée]\s+de\s+(?:notre|la)\s"
    r"|\bto\s+(?:sum\s+up|recap)\s+our\b)"
)
"""What shows that a message is itself the minutes of a meeting, and does not merely speak of one."""
MEETING_DAY = (
    r"\b(?:r[ée]union|s[ée]ance|comit[ée]|copil|codir|comex|cosui|coproj|point|entretien|conseil|assembl[ée]e"
    r"|[ée]change|rencontre|rendez-vous|visio"
    r"|compte[\s-]rendu|cr|meeting|minutes|call|review|held|sommes\s+(?:dit|vus?|parl[ée]|r[ée]unis)|r[ée]unis)"
    rf"(?:[ \t]+(?:de|d['’]\w+|[\w'’]+)){{0,3}}?[ \t]*(?:[:–—-][ \t]*)?(?:(?:du|le|of|on)[ \t]+)?{WEEKDAY}$"
)
"""The words that stand just before the day of the meeting that a message reports."""
EFFECT = (
    r"(?:date\s+d['’]effet|effective\s+date|prise\s+d['’]effet"
    r"|valable|valide?|validity|valid)\s*(?:du|from|depuis\s+le|:|\t)?\s*(?:le\s+)?"
)
"""What stands before the first day on which a certificate is good: its date, where it states no other."""
CERTIFICATE = r"\bcertifi?cate?\b|\battestation\b"
NEXT = r"prochain|suivant|next|report[ée]|pr[ée]vu|fix[ée]"
