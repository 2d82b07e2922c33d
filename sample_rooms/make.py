"""Make the sample rooms again, the same bytes on every run: `python sample_rooms/make.py [FOLDER]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from making import faulty, sound


def write(folder: Path) -> None:
    """Write both rooms, with their profiles, under `folder`; what stood in their places goes."""
    for name, room in (("sound", sound), ("faulty", faulty)):
        files = {f"room/{path}": content for path, content in room.files().items()} | room.beside()
        shutil.rmtree(folder / name, ignore_errors=True)
        for path, content in files.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
