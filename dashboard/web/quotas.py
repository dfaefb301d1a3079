"""How much one address, and all together, may leave for good in a day.

It is counted where it is written, whatever the request looked like: a click in a dialog, a form or
an address that freezes on the way. This machine itself is counted with all together only.
"""

from limits import RateLimitItemPerDay
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from dashboard.web.rate_limits import asking
from data.accounts.retention import TOO_MANY_TODAY, QuotaError

OF_ONE = RateLimitItemPerDay(200)
TOGETHER = RateLimitItemPerDay(2000)


class Quotas:
    """What was left for good today, in this process."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def leave_one(self) -> None:
        """Count one thing more; raises `QuotaError` where that is too many."""
        address = asking()
        if address and not self._limiter.hit(OF_ONE, address):
            raise QuotaError(TOO_MANY_TODAY)
        if not self._limiter.hit(TOGETHER, "all"):
            raise QuotaError(TOO_MANY_TODAY)
