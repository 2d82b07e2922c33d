"""The first line of a file of accounting entries (FEC): its separator, its columns and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

# Livre des procédures fiscales, article A47 A-1: the columns of the accounting entries file, in their order.
FEC_COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
SIGNED_COLUMNS = (*FEC_COLUMNS[:11], "Montant", "Sens", *FEC_COLUMNS[13:])
"""The same with an amount and its side in the place of debit and credit, which the order allows."""
ALLOWED_SEPARATORS = ("\t", "|")
_SEPARATORS = "\t|;,"
_NEEDED = {"ecriturenum", "ecrituredate", "comptenum"}
_FEWEST = 8
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a FEC, by where each of the eighteen stands; None for one that is not there."""

    separator: str
    cells: tuple[str, ...]
    columns: tuple[int | None, ...]
    signed: bool
    quoted: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that are not there."""
        names = SIGNED_COLUMNS if self.signed else FEC_COLUMNS
        return tuple(name for name, at in zip(names, self.columns, strict=True) if at is None)

    @property
    def in_order(self) -> bool:
        """Whether the columns that are there stand in the order that the text gives."""
        there = [at for at in self.columns if at is not None]
        return there == sorted(there)


def header_of(line: str) -> Header | None:
    """Read the first line of a file as the columns of a FEC; None where it is none."""
    line = line[:_LONGEST].lstrip("\ufeff").rstrip("\r\n")
    separator = max(_SEPARATORS, key=line.count)
    cells = tuple(cell.strip().strip('"').strip() for cell in line.split(separator))
    low = [cell.lower() for cell in cells]
    signed = "montant" in low and "sens" in low and "debit" not in low
    names = [name.lower() for name in (SIGNED_COLUMNS if signed else FEC_COLUMNS)]
    columns = tuple(low.index(name) if name in low else None for name in names)
    if not set(low) >= _NEEDED or sum(at is not None for at in columns) < _FEWEST or None in columns[11:13]:
        return None
    return Header(separator, cells, columns, signed, '"' in line)
