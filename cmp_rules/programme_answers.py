"""What is known about the programme itself, question by question: the door to the answers."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cmp_rules._catalog.answers import FOLDER, Answer, read_answers
from cmp_rules._catalog.model import Statement
from cmp_rules.catalog import catalog

__all__ = ["Answer", "Statement", "programme_answers"]


@cache
def programme_answers() -> Mapping[str, Answer]:
    """Read the answers that come with the program by name, once, when first asked for."""
    return read_answers(files("cmp_rules") / "catalog" / FOLDER, catalog().sources)
