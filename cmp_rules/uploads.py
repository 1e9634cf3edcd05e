"""Which providers are said to bring their credits to the ASCP transcript by themselves."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from cmp_rules._catalog.figures import read_statement
from cmp_rules._catalog.model import Statement
from cmp_rules._catalog.tables import read_table
from cmp_rules.catalog import Catalog, catalog


@dataclass(frozen=True, slots=True)
class Upload:
    """How the credits of a provider are said to reach ASCP."""

    name: str
    words: tuple[str, ...]
    how: Statement


@cache
def uploads() -> tuple[Upload, ...]:
    """Read the providers that come with the program, once, when first asked for."""
    return read_uploads(files("cmp_rules") / "catalog" / "uploads.toml", catalog())


def upload_of(provider: str) -> Upload | None:
    """Return how the credits of a provider are said to reach ASCP; None where nobody says so."""
    written = _words(provider)
    return next(
        (each for each in uploads() if any(f" {word} " in written for word in each.words)), None
    )


def read_uploads(file: Traversable, rules: Catalog) -> tuple[Upload, ...]:
    """Read a list of providers; raise `CatalogError` where it says what it may not."""
    table = read_table(file)
    found = []
    for entry in table.tables("upload"):
        upload = Upload(
            name=entry.text("name"),
            words=tuple(_words(word).strip() for word in entry.texts("words")),
            how=read_statement(entry.table("how"), rules.sources),
        )
        if not upload.words:
            raise entry.refuse("words", "are missing")
        entry.done()
        found.append(upload)
    table.done()
    return tuple(found)


def _words(text: str) -> str:
    """Return the words of a name in small letters, each between spaces."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "
