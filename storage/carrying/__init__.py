"""Whole databases, and everything of one person, carried from one place to another.

Everything here goes by the tables as they are described (`storage.tables.metadata`), so that a new
one is carried without being named.
"""


class CarryingRefused(Exception):  # noqa: N818
    """What was asked for cannot be done as things are; one sentence says why, and what to do."""
