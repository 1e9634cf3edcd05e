"""The files of a catalogue, read in the order in which they rest on each other."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import NamedTuple

from cmp_rules._catalog.answers import FOLDER as ANSWERS
from cmp_rules._catalog.credentials import read_credential
from cmp_rules._catalog.figures import (
    read_count,
    read_figure,
    read_share,
    read_statement,
    read_statements,
)
from cmp_rules._catalog.model import AreaInfo, KindInfo, Programme, Source
from cmp_rules._catalog.tables import Table, read_table
from cmp_rules.model import Area, Credential, CredentialKey, Kind

LABEL = 18  # characters on a button that stands beside another one


class Contents(NamedTuple):
    """Everything that the files say."""

    credentials: Mapping[CredentialKey, Credential]
    names: Mapping[CredentialKey, tuple[str, ...]]
    areas: Mapping[Area, AreaInfo]
    kinds: Mapping[Kind, KindInfo]
    programme: Programme
    sources: Mapping[str, Source]


def read_files(folder: Traversable) -> Contents:
    """Read a catalogue; raise `CatalogError` where a file says what it may not."""
    sources = _read_sources(read_table(folder / "sources.toml"))
    programme = _read_programme(read_table(folder / "programme.toml"), sources)
    credentials: dict[CredentialKey, Credential] = {}
    names: dict[CredentialKey, tuple[str, ...]] = {}
    for file in _credential_files(folder):
        table = read_table(file)
        credential, also = read_credential(table, sources, programme.not_modelled)
        if credential.key in credentials:
            raise table.refuse("code", f"{credential.key} has another file already")
        credentials[credential.key] = credential
        names[credential.key] = also
    return Contents(
        credentials=credentials,
        names=names,
        areas=_read_areas(read_table(folder / "areas.toml"), sources),
        kinds=_read_kinds(read_table(folder / "kinds.toml"), sources),
        programme=programme,
        sources=sources,
    )


def _credential_files(folder: Traversable) -> list[Traversable]:
    families = [each for each in folder.iterdir() if each.is_dir() and each.name != ANSWERS]
    found = [file for family in families for file in family.iterdir()]
    return sorted(found, key=str)


def _read_sources(table: Table) -> Mapping[str, Source]:
    sources = {}
    for name in table:
        entry = table.table(name)
        sources[name] = Source(
            name, entry.text("address"), entry.text("about"), entry.take("official", bool)
        )
        entry.done()
    return sources


def _read_programme(table: Table, sources: Mapping[str, Source]) -> Programme:
    programme = Programme(
        cycle_years=read_count(table.table("cycle_years"), sources),
        declaration_opens_months=read_count(table.table("declaration_opens_months"), sources),
        declaration_opens_days=read_count(table.table("declaration_opens_days"), sources),
        recommended_last_months=read_count(table.table("recommended_last_months"), sources),
        recommended_last_days=read_count(table.table("recommended_last_days"), sources),
        not_modelled=table.texts("not_modelled"),
    )
    table.done()
    return programme


def _read_areas(table: Table, sources: Mapping[str, Source]) -> Mapping[Area, AreaInfo]:
    areas = {}
    for area in Area:
        entry = table.table(area)
        areas[area] = AreaInfo(
            area=area,
            name=entry.text("name"),
            label=_label(entry),
            words=entry.texts("words"),
            covers=read_statements(entry, "covers", sources),
        )
        entry.done()
    table.done()
    return areas


def _read_kinds(table: Table, sources: Mapping[str, Source]) -> Mapping[Kind, KindInfo]:
    kinds = {}
    for kind in Kind:
        entry = table.table(kind)
        units = entry.table("points_per")
        kinds[kind] = KindInfo(
            kind=kind,
            name=entry.text("name"),
            label=_label(entry),
            words=entry.texts("words"),
            points_per={unit: read_figure(units.table(unit), sources) for unit in units},
            limit=read_share(entry.table("limit"), sources) if "limit" in entry else None,
            paper=read_statement(entry.table("paper"), sources),
            excluded=read_statements(entry, "excluded", sources),
            remarks=read_statements(entry, "remarks", sources),
        )
        entry.done()
    table.done()
    return kinds


def _label(entry: Table) -> str:
    label = entry.text("label")
    if len(label) > LABEL:
        raise entry.refuse("label", f"is longer than {LABEL} characters")
    return label
