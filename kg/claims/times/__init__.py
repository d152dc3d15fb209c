"""When things happen: the times of a text, and which of them belongs to a clause.

In: a tree and the day the text was published. Out: `TimeSpan`s (`kg.claims.drafts`) in the order of the text.
A time whose days aren't known, a duration and a recurrence keep their words and have no dates; nothing is ever
counted from the day the program runs. "Late 2014" and "the end of 2014" have the days of 2014, which hold them.
Fiscal years are those of the U.S. federal government.
"""

from kg.claims.times.attach import time_of
from kg.claims.times.find import times

__all__ = ["time_of", "times"]
