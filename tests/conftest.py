"""What all tests share: the same examples on every run, and enough of them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", derandomize=True, max_examples=50, deadline=None)
settings.load_profile("suite")
