"""The house is in order: what imports what, and the README says what the code does."""

import ast
import re
import sys
from pathlib import Path

import pytest

from bot.__main__ import HOMES
from cmp_rules.catalog import catalog
from conversations.commands import MENU

ROOT = Path(__file__).parent.parent
PACKAGES = ("cmp_rules", "conversations", "storage", "bot")
ALLOWED = {
    "cmp_rules": {"cmp_rules", "rapidfuzz", "tomli"},
    "conversations": {"conversations", "cmp_rules", "rapidfuzz", "dateparser", "tomli", "tzfpy"},
}
NEVER_PURE = {"asyncio", "logging", "os", "socket", "subprocess", "random", "time", "threading"}


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("package", ALLOWED)
def test_the_pure_packages_import_a_short_list_of_things(package: str) -> None:
    """Design 1: no clock, no chance, no files of the machine, no event loop."""
    for path in (ROOT / package).rglob("*.py"):
        used = imports_of(path)
        standard = used & set(sys.stdlib_module_names)
        assert used - standard <= ALLOWED[package], path
        assert not standard & NEVER_PURE, path


def test_the_pure_packages_never_look_at_the_clock() -> None:
    """Design 3: time comes in with the event."""
    for package in ALLOWED:
        for path in (ROOT / package).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"\b(date\.today|datetime\.now|utcnow)\(", source), path


def test_nothing_in_the_tests_is_mocked() -> None:
    """Design 6: the fakes are a list and a queue."""
    for path in (ROOT / "tests").rglob("*.py"):
        assert "mock" not in imports_of(path), path
        assert not re.search(r"^\s*(from|import) unittest", path.read_text(), re.M), path


def test_files_keep_to_one_purpose() -> None:
    """Design 1: about 200 lines a file; 300 is the point at which to make two rooms."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    """Design 6: every command is in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in HOMES:
        assert f"`cmpbot {name}" in readme, name


def test_the_readme_shows_a_conversation_as_it_goes() -> None:
    """A recorded conversation that the bot does not hold any more would mislead."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    transcript = ROOT / "tests/conversations/transcripts/readme.txt"
    recorded = transcript.read_text(encoding="utf-8").partition("\n\n")[2]
    assert f"```text\n{recorded}```" in readme


def test_every_command_of_the_menu_is_known_to_the_help() -> None:
    """/help lists what there is."""
    from conversations import wording

    for name, about in MENU:
        assert f"/{name}: {about}" in wording.help_text()
        assert re.fullmatch(r"[a-z_]{1,32}", name)
        assert 1 <= len(about) <= 256


def test_every_figure_names_where_and_when_it_was_read() -> None:
    """Design 5: no number without a source."""
    for credential in catalog().credentials.values():
        for edition in credential.editions:
            for figure in (edition.total, *(slot.figure for slot in edition.slots)):
                assert figure.source
                assert figure.seen.year >= 2026
