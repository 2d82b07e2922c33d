"""In which country a party to a contract is established, where the contract says so and it is not France. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataroom.identifiers import sirens
from dataroom.parties import Parties
from dataroom.text import Folded

_HEAD_CHARS = 3_000
_NEAR, _STEP = 260, 20
"""How far before its country the name of a party is looked for, the nearest first."""
_NAMES = {
    "DE": "allemagne|germany|deutschland|amtsgericht",
    "AT": "autriche|austria",
    "BE": "belgique|belgium",
    "BG": "bulgarie|bulgaria",
    "HR": "croatie|croatia",
    "CY": "chypre|cyprus",
    "DK": "danemark|denmark",
    "EE": "estonie|estonia",
    "ES": "espagne|spain",
    "FI": "finlande|finland",
    "GR": "grece|greece",
    "HU": "hongrie|hungary",
    "IE": "irlande|ireland",
    "IT": "italie|italy|italia",
    "LV": "lettonie|latvia",
    "LT": "lituanie|lithuania",
    "LU": "luxembourg|luxemburg",
    "MT": "malte|malta",
    "NL": "pays-bas|netherlands",
    "PL": "pologne|poland",
    "PT": "portugal",
    "CZ": "republique tcheque|tchequie|czech republic|czechia",
    "RO": "roumanie|romania",
    "SK": "slovaquie|slovakia",
    "SI": "slovenie|slovenia",
    "SE": "suede|sweden",
    "CH": "suisse|switzerland|schweiz",
    "NO": "norvege|norway",
    "GB": "royaume-uni|united kingdom|angleterre|england(?: and wales)?|scotland|ecosse|pays de galles",
    "MU": "ile maurice|republique de maurice|mauritius",
    "MA": "maroc|morocco",
    "TN": "tunisie|tunisia",
    "DZ": "algerie|algeria",
    "SN": "senegal",
    "CI": "cote d'ivoire|ivory coast",
    "CM": "cameroun|cameroon",
    "BJ": "benin",
    "TG": "togo",
    "MG": "madagascar",
    "EG": "egypte|egypt",
    "LB": "liban|lebanon",
    "TR": "turquie|turkey|turkiye",
    "UA": "ukraine",
    "RS": "serbie|serbia",
    "AL": "albanie|albania",
    "MC": "principaute de monaco",
    "IL": "israel",
    "AE": "emirats arabes unis|united arab emirates",
    "IN": "inde|india",
    "CN": "chine|china",
    "SG": "singapour|singapore",
    "PH": "philippines",
    "VN": "viet ?nam",
    "US": "etats-unis|united states|delaware|u\\.?s\\.?a\\b",
    "CA": "canada|quebec",
}
_CODE_OF = {code: re.compile(rf"(?:{names})\Z") for code, names in _NAMES.items()}
_COUNTRY = rf"(?P<country>{'|'.join(_NAMES.values())})\b"
_SAYS = re.compile(
    r"(?:\b(?:registered|incorporated|established|organi[sz]ed|immatricule\w*|enregistre\w*|etablie?|domicilie\w*"
    r"|inscrite?|rcs|siege|registered office|registre\s+(?:du|de)\s+commerce|companies\s+house|handelsregister)\b"
    rf"[^.;\n]{{0,90}}?\b|[,(–-]\s*(?:\w{{1,2}}-?\d{{4,5}}\s+)?(?:[a-z]+\s+)?|\b[a-z]{{1,2}}-\d{{4,5}}\s+){_COUNTRY}"
)
_A_STREET = re.compile(r"\b(?:rue|avenue|av|place|quai|boulevard|bd|cours|allee|porte|impasse)\s[^,;\n]{0,25}$")
_FRENCH = re.compile(r"\bfrance\b|\bfrench\b|\bfrancaise?\b")


def seats(page: str, parties: Parties) -> Iterator[tuple[str, str]]:
    """Give each provider that the head of a contract says to be established outside France, with its country's code."""
    text = Folded(" ".join(page[:_HEAD_CHARS].split()))
    for match in _SAYS.finditer(text.folded):
        place = match.start("country")
        if _A_STREET.search(text.folded, max(0, place - 60), place):
            continue
        owner = _named_before(text.folded[:place], parties)
        if owner:
            yield owner, next(code for code, pattern in _CODE_OF.items() if pattern.match(match["country"]))


def _named_before(text: str, parties: Parties) -> str | None:
    """Give the party that a description is about: the nearest, unless it is French by what stands between."""
    for chars in range(_STEP, _NEAR, _STEP):
        window = text[-chars:]
        owners = parties.owners(window)
        if owners:
            french = _FRENCH.search(window) or any(sirens(window))
            return owners[0] if len(owners) == 1 and not french else None
    return None
