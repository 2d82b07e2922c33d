"""How far the company hangs on each provider: its share of the processes, and what would stop with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dataroom.model import Dependency, ProviderShare, Result, Status
from dataroom.room import Profile

_WAYS_OUT = {"exit-plan", "continuity-plan"}
_OWNER = "owner-appointment"


def dependency(profile: Profile, results: Sequence[Result]) -> Dependency | None:
    """Give the view; None where no outsourced process is known.

    A provider is a single point of failure when it carries at least half of the processes, or two of them, and neither
    an exit plan nor a continuity plan of its own is in order.
    """
    providers = profile.providers()
    if not providers:
        return None
    total = len({process for processes in providers.values() for process in processes})
    shares = [
        ProviderShare(name, processes, round(100 * len(processes) / total), _open(results, name))
        for name, processes in providers.items()
    ]
    shares.sort(key=lambda share: (-len(share.processes), share.provider))
    single = tuple(s.provider for s in shares if _weighs(s, total) and not _way_out(results, s.provider))
    return Dependency(total, tuple(shares), single, _without_owner(profile, results))


def _open(results: Iterable[Result], provider: str) -> int:
    return sum(1 for result in results if result.provider == provider and result.status.is_open)


def _weighs(share: ProviderShare, total: int) -> bool:
    return len(share.processes) >= 2 or 2 * len(share.processes) >= total


def _way_out(results: Iterable[Result], provider: str) -> bool:
    return any(
        r.provider == provider and r.status is Status.SATISFIED and _WAYS_OUT.intersection(r.accepts) for r in results
    )


def _without_owner(profile: Profile, results: Iterable[Result]) -> tuple[str, ...]:
    if any(r.status is Status.SATISFIED and _OWNER in r.accepts for r in results):
        return ()
    named = {entry.process for entry in profile.outsourcing if entry.owner}
    return tuple(dict.fromkeys(e.process for e in profile.outsourcing if e.process not in named))
