"""Why something was not read: short codes inside, words for people."""

from __future__ import annotations

import errno

from dataroom.model import Bilingual

_TURNED = Bilingual("a changé de nature pendant le contrôle", "turned into something else during the check")
_DENIED = Bilingual("accès refusé par le système", "the system denied access")
_WHY = {
    "link": Bilingual("lien symbolique, non suivi", "symbolic link, not followed"),
    "fifo": Bilingual("tube nommé, non ouvert", "named pipe, not opened"),
    "socket": Bilingual("socket, non ouverte", "socket, not opened"),
    "device": Bilingual("périphérique, non ouvert", "device, not opened"),
    "sparse": Bilingual(
        "fichier creux, presque vide pour sa taille, non ouvert", "sparse file, almost all of it a hole"
    ),
    "changed": Bilingual("a changé pendant la lecture", "changed while it was read"),
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EIO": Bilingual("erreur de lecture du support", "the medium could not be read"),
    "ENOENT": Bilingual("a disparu pendant le contrôle", "vanished during the check"),
    "ESTALE": Bilingual("a été remplacé pendant le contrôle", "was replaced during the check"),
    "ELOOP": _TURNED,
    "ENOTDIR": _TURNED,
    "EISDIR": _TURNED,
}


def why(reason: str) -> Bilingual:
    """Say the code of an entry's or a reading's `reason` to people."""
    return _WHY.get(reason) or Bilingual(f"refusé par le système ({reason})", f"refused by the system ({reason})")


def reason_of(error: OSError) -> str:
    """Give the code of a system error, such as `EACCES`."""
    return errno.errorcode.get(error.errno or 0, "EIO")
