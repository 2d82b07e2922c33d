"""A day that takes note of what it is compared with, so that an answer can be said to hold for other days as well.

A description made on the 3rd of March is still right on the 4th unless something in the text was compared with the day
and would compare differently. Whatever cannot be put as a comparison (a hash, a printed form) ties the answer to the
very day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from typing import Any, SupportsIndex

_DAY = dt.timedelta(days=1)
_MIDDLE = 5000
_Way = Callable[[dt.date], dt.date]


class Bounds:
    """The first and the last day for which everything that was asked so far has the same answer."""

    def __init__(self) -> None:
        """Begin with all days."""
        self.since, self.until = dt.date.min, dt.date.max

    def widen(self) -> None:
        """Begin again."""
        self.since, self.until = dt.date.min, dt.date.max

    def at_least(self, day: dt.date) -> None:
        """Leave out the days before `day`."""
        self.since = max(self.since, day)

    def at_most(self, day: dt.date) -> None:
        """Leave out the days after `day`."""
        self.until = min(self.until, day)


class TracedDay(dt.date):
    """A date of which every use narrows its bounds: the day traced, or one that follows from it.

    `_first` gives, for any date, the first day to be traced from which on this date is not before it.
    """

    _bounds: Bounds
    _first: _Way

    @classmethod
    def of(cls, day: dt.date, bounds: Bounds, first: _Way = lambda day: day) -> TracedDay:
        """Give a day that narrows `bounds`."""
        made = cls(day.year, day.month, day.day)
        made._bounds, made._first = bounds, first
        return made

    def moved(self, way: _Way) -> TracedDay:
        """Give what a way makes of it, traced as well; a later day must never give an earlier one."""
        day = self._plain()
        away = way(day) - day
        return TracedDay.of(day + away, self._bounds, lambda other: self._first(_earliest(way, other, away)))

    def exact(self) -> dt.date:
        """Tie the answer to this very day, and give it as a plain date."""
        day = self._plain()
        self._keep(day, day)
        return day

    def _plain(self) -> dt.date:
        return dt.date.fromordinal(dt.date.toordinal(self))

    def _keep(self, since: dt.date | None, until: dt.date | None) -> None:
        if since is not None:
            self._bounds.at_least(self._first(_plain(since)))
        if until is not None and until < dt.date.max:
            self._bounds.at_most(_shifted(self._first(_plain(until) + _DAY), -1))

    def __lt__(self, other: dt.date) -> bool:
        """Compare, and note for which days the answer holds."""
        less = self._plain() < _plain(other)
        self._keep(*((None, _plain(other) - _DAY) if less else (other, None)))
        return less

    def __le__(self, other: dt.date) -> bool:
        """Compare, and note for which days the answer holds."""
        less = self._plain() <= _plain(other)
        self._keep(*((None, other) if less else (_plain(other) + _DAY, None)))
        return less

    def __gt__(self, other: dt.date) -> bool:
        """Compare, and note for which days the answer holds."""
        return not self <= other

    def __ge__(self, other: dt.date) -> bool:
        """Compare, and note for which days the answer holds."""
        return not self < other

    def __eq__(self, other: object) -> bool:
        """Compare, and note for which days the answer holds."""
        if not isinstance(other, dt.date):
            return False
        return not self < other and not self > other

    def __ne__(self, other: object) -> bool:
        """Compare, and note for which days the answer holds."""
        return not self == other

    def __hash__(self) -> int:
        """Give the hash of this very day."""
        return hash(self.exact())

    def __add__(self, other: dt.timedelta) -> TracedDay:
        """Give a later day, traced as well."""
        days = other.days
        return TracedDay.of(self._plain() + other, self._bounds, lambda day: self._first(_shifted(day, -days)))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """Give an earlier day, traced as well; or the time between this very day and another one."""
        if isinstance(other, dt.timedelta):
            return self + -other
        return self.exact() - _plain(other)

    def __rsub__(self, other: dt.date) -> dt.timedelta:
        """Give the time between another day and this very one."""
        return _plain(other) - self.exact()

    @property
    def year(self) -> int:
        """The year: the answer holds for all of it."""
        year = self._plain().year
        self._keep(dt.date(year, 1, 1), dt.date(year, 12, 31))
        return year

    @property
    def month(self) -> int:
        """The month: the answer holds for all of it."""
        day = self._plain()
        last = calendar.monthrange(day.year, day.month)[1]
        self._keep(day.replace(day=1), day.replace(day=last))
        return day.month

    @property
    def day(self) -> int:
        """The day of the month of this very day."""
        return self.exact().day

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """Travel as the plain date."""
        return self.exact().__reduce_ex__(protocol)


def _tied(name: str) -> Callable[..., Any]:
    def method(self: TracedDay, *args: Any, **named: Any) -> Any:
        return getattr(self.exact(), name)(*args, **named)

    return method


for _name in (
    "ctime", "isocalendar", "isoformat", "isoweekday", "replace", "strftime", "timetuple", "toordinal", "weekday",
    "__format__", "__repr__", "__str__",
):  # fmt: skip
    setattr(TracedDay, _name, _tied(_name))


def moved(day: dt.date, way: _Way) -> dt.date:
    """Give what a way makes of a day, traced where the day is; a later day must never give an earlier one."""
    return day.moved(way) if isinstance(day, TracedDay) else way(day)


def _earliest(way: _Way, wanted: dt.date, away: dt.timedelta) -> dt.date:
    """Give the first day of which a way makes a date that is not before the one wanted; `away` is about how far."""

    def is_late(day: dt.date) -> bool:
        try:
            return way(day) >= wanted
        except (OverflowError, ValueError):
            return day.year > _MIDDLE  # beyond one of the two ends of the calendar

    day = _shifted(wanted, -away.days)
    while day > dt.date.min and is_late(day):
        day -= _DAY
    while day < dt.date.max and not is_late(day):
        day += _DAY
    return day


def _plain(day: dt.date) -> dt.date:
    return day.exact() if isinstance(day, TracedDay) else day


def _shifted(day: dt.date, days: int) -> dt.date:
    try:
        return _plain(day) + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min
