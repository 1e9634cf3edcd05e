"""What every credential requires, by the end of the cycle: the one door to the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from cmp_rules._catalog.files import read_files
from cmp_rules._catalog.model import AreaInfo, KindInfo, Programme, Source
from cmp_rules._catalog.search import close_keys, find_credentials
from cmp_rules._catalog.tables import CatalogError
from cmp_rules.model import Area, Credential, CredentialKey, Edition, Kind

__all__ = ["Catalog", "CatalogError", "UnknownCredential", "catalog"]


class UnknownCredential(ValueError):  # noqa: N818 - it names what happened
    """The catalogue has no such credential; the message names those that come close."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All credentials, areas and kinds, and what holds for the whole programme."""

    credentials: Mapping[CredentialKey, Credential]
    names: Mapping[CredentialKey, tuple[str, ...]]  # what else people call them
    areas: Mapping[Area, AreaInfo]
    kinds: Mapping[Kind, KindInfo]
    programme: Programme
    sources: Mapping[str, Source]

    def credential(self, key: CredentialKey) -> Credential:
        """Return a credential; raise `UnknownCredential` with close codes where there is none."""
        found = self.credentials.get(key)
        if found is not None:
            return found
        close = " or ".join(str(each) for each in close_keys(key, self.credentials.values(), 3))
        raise UnknownCredential(f"The catalogue has no {key}. Did you mean {close}?")

    def edition(self, key: CredentialKey, ends: date) -> Edition:
        """Return what a credential requires of a cycle that ends on this day."""
        editions = self.credential(key).editions
        return next(e for e in editions if e.last_end is None or ends <= e.last_end)

    def find(self, text: str, limit: int = 8) -> tuple[Credential, ...]:
        """Return the credentials that a code or a name may mean, likeliest first."""
        return find_credentials(text, self.credentials.values(), self.names, limit)


@cache
def catalog() -> Catalog:
    """Read the catalogue that comes with the program, once."""
    return Catalog(**read_files(files("cmp_rules") / "catalog")._asdict())
