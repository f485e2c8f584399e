"""Until when an act can be contested: the two months of third parties, and those of the prefect."""

from __future__ import annotations

import datetime

from generator.law.acts import Act
from generator.law.duration import months_after

_MONTHS = 2
_ONE_DAY = datetime.timedelta(days=1)


def recourse_ends(act: Act) -> datetime.date | None:
    """Return the last day on which a deliberation can be contested, None as long as one of its delays has not begun.

    Third parties have two months from its publication (CJA, article R. 421-1), the prefect two months from its receipt
    (CGCT, article L. 2131-6). Both delays are clear: neither the first nor the last day counts. One that ends on a day
    that is not worked is longer: that is not counted here.
    """
    if act.published_on is None or act.transmitted_on is None:
        return None
    return max(_last_day(act.published_on), _last_day(act.transmitted_on))


def _last_day(start: datetime.date) -> datetime.date:
    """Return the last day of a clear delay of two months: the day after the same day of the month."""
    return months_after(start, _MONTHS) + _ONE_DAY
