"""dateparser with all that it loads on its first use: 170 ms, to be imported when first needed.

While one thread imports this, another that needs it waits until it is whole: Python sees to that.
"""

from dateparser import parse

__all__ = ["parse"]

parse("3 november 2020", languages=["en"])
