"""The text of all files of a folder by kreuzberg's batch extraction: `python peer_kreuzberg.py FOLDER`.

Runs in an environment of its own, with kreuzberg and nothing of dataroom; no cache, no OCR. Prints as JSON how many
texts and letters it gave.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main() -> None:
    """Extract all at once, as its documentation says."""
    kreuzberg = importlib.import_module("kreuzberg")
    paths = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()]
    config = kreuzberg.ExtractionConfig(use_cache=False)
    texts = [result.content for result in kreuzberg.batch_extract_files_sync(paths, config)]
    print(json.dumps({"texts": sum(map(bool, texts)), "letters": sum(map(len, texts))}))


if __name__ == "__main__":
    main()
