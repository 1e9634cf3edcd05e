"""No table and no sealed column is forgotten by what carries, exports and verifies."""

from storage.carrying.sealed import KEY, SEALED, of_somebody, sealed_columns
from storage.tables import metadata

OF_NOBODY = {"meta", "updates", "leases"}  # say nothing of anybody


def test_every_sealed_column_has_a_place_where_it_is_opened() -> None:
    """A new one has to be added to `SEALED`, else nobody could export or verify it."""
    named = {
        column for table in metadata.sorted_tables for column in table.c if "sealed" in column.name
    }
    assert set(SEALED) | {KEY} == named
    assert {c for table in metadata.sorted_tables for c in sealed_columns(table)} == set(SEALED)


def test_every_table_is_known_to_belong_to_people_or_to_nobody() -> None:
    """A new one says by its columns whose rows are in it, or is named here."""
    assert {t.name for t in metadata.sorted_tables if not of_somebody(t)} == OF_NOBODY
