"""Lets all threads share one heap of the C library, where it can be told to.

Else glibc gives each thread a heap of its own, and what one of them frees is of no use to the
others: 3 MB. They wait for one another anyhow, since only one of them runs Python at a time. The
same as `MALLOC_ARENA_MAX=1` in the environment, which would have to be set by whoever starts us.
"""

import sys

_ARENA_MAX = -8  # M_ARENA_MAX in glibc's malloc.h


def share_one_heap() -> None:
    """Tell the C library; to be called before there is a second thread."""
    if sys.platform != "linux":
        return
    import ctypes

    tell = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and one heap anyway
    if tell is not None:
        tell(_ARENA_MAX, 1)
