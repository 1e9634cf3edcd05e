"""The commands that print figures, as somebody at a shell sees them."""

import argparse
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.figures.as_json import points_text
from bot.figures.commands import register
from cmp_rules.catalog import catalog

PERSON: dict[str, Any] = {
    "holdings": [
        {"credential": "SBB", "scheme": "ASCP", "cycle_ends": "2027-06-30"},
        {"credential": "MLS", "scheme": "ASCPi", "cycle_ends": "2027-03-31"},
    ],
    "activities": [
        {
            "title": "Antibody ID",
            "date": "2026-11-22",
            "kind": "ce_course",
            "parts": [{"points": "1.5", "areas": ["blood_banking"]}],
        },
        {
            "title": "Long ago",
            "date": "2020-11-22",
            "kind": "ce_course",
            "parts": [{"points": "2", "areas": ["safety"]}],
        },
    ],
}
TODAY = ("--today", "2026-11-23")


@pytest.fixture
def person(tmp_path: Path) -> str:
    """Return the path of a person's file."""
    file = tmp_path / "person.json"
    file.write_text(json.dumps(PERSON), encoding="utf-8")
    return str(file)


def run(*words: str) -> int:
    """Run a command line as the program does."""
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    return int(args.run(args))


def test_progress_prints_a_list_in_the_shape_of_the_interface(
    person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interface, `cmpbot progress`."""
    assert run("progress", person, *TODAY) == 0

    sbb, international = json.loads(capsys.readouterr().out)
    assert sbb == {
        "credential": "SBB",
        "scheme": "ASCP",
        "cycle": {"starts": "2024-07-01", "ends": "2027-06-30"},
        "slots": [
            {"name": "safety", "required": "1", "met": "0", "missing": "1"},
            {"name": "ethics", "required": "1", "met": "0", "missing": "1"},
            {"name": "blood_banking", "required": "10", "met": "1.5", "missing": "8.5"},
            {"name": "electives", "required": "24", "met": "0", "missing": "24"},
        ],
        "total": {"required": "36", "met": "1.5", "missing": "34.5"},
        "allocation": [{"activity": 0, "part": 0, "slot": "blood_banking", "points": "1.5"}],
        "not_counted": [{"activity": 1, "part": 0, "points": "2", "why": "outside_cycle"}],
        "dates": {
            "declaration_opens": "2027-04-01",
            "recommended_last_day": "2027-05-30",
            "expires": "2027-06-30",
        },
        "confidence": "secondary",
        "complete": False,
    }
    assert international["total"] == {"required": None, "met": "1.5", "missing": None}
    assert (international["complete"], international["confidence"]) == (None, "unknown")


def test_plan_prints_what_to_take_and_what_is_unknown(
    person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interface, `cmpbot plan`."""
    assert run("plan", person, *TODAY) == 0

    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"points", "take", "unknown"}
    assert found["points"] == "34.5"
    assert found["take"][2] == {
        "area": "blood_banking",
        "points": "8.5",
        "by": "2027-05-30",
        "serves": [{"credential": "SBB", "scheme": "ASCP", "slot": "blood_banking"}],
    }
    assert found["take"][-1]["area"] == "general"
    assert found["unknown"] == [{"credential": "MLS", "scheme": "ASCPi"}]


def test_what_if_shows_the_change(person: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Issue 3: `--add 'AREA:POINTS'`; points beyond the need of an area are electives."""
    assert run("plan", person, *TODAY, "--add", "safety:3", "--add", "blood_banking:0.5") == 0

    found = json.loads(capsys.readouterr().out)
    assert found["points"] == "31"
    assert {take["area"]: take["points"] for take in found["take"]} == {
        "ethics": "1",
        "blood_banking": "8",
        "general": "22",
    }


def test_a_person_comes_from_standard_input_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interface: FILE or -."""
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(PERSON).encode()))
    monkeypatch.setattr("sys.stdin", stdin)

    assert run("progress", "-", *TODAY) == 0

    assert len(json.loads(capsys.readouterr().out)) == 2


def test_rules_print_every_figure_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    """Interface, `cmpbot rules`."""
    assert run("rules", "SBB", "--scheme", "ASCP", "--on", "2027-06-30", "--json") == 0

    (found,) = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "code",
        "scheme",
        "name",
        "on",
        "total",
        "slots",
        "inferred",
        "not_modelled",
    ]
    assert (found["code"], found["scheme"], found["on"]) == ("SBB", "ASCP", "2027-06-30")
    assert found["total"]["points"] == "36"
    assert [slot["name"] for slot in found["slots"]] == [
        "safety",
        "ethics",
        "blood_banking",
        "electives",
    ]
    for figure in (found["total"], *found["slots"]):
        assert set(figure) - {"name"} == {"points", "confidence", "source", "seen"}
    assert found["not_modelled"]


def test_rules_without_a_code_list_every_credential(capsys: pytest.CaptureFixture[str]) -> None:
    """Interface, `cmpbot rules`; unknown figures are null, inferred ones stand apart."""
    assert run("rules", "--json", *TODAY) == 0

    found = json.loads(capsys.readouterr().out)
    international = next(e for e in found if (e["code"], e["scheme"]) == ("MLS", "ASCPi"))
    assert len(found) == len(catalog().credentials)
    assert international["on"] == "2026-11-23"
    assert international["total"]["points"] is None
    assert international["inferred"]["total"] == "36"


def test_rules_are_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Inferred figures, sources and what is not modelled are all shown."""
    assert run("rules", "mls", "--on", "2027-06-30") == 0

    said = capsys.readouterr().out
    assert "MLS(ASCP)  Medical Laboratory Scientist" in said
    assert "inferred from a sister credential" in said
    assert "https://mlsiacademy.com" in said
    assert "Not modelled for any credential" in said
    assert "Not affiliated with ASCP" in said


def test_suggest_answers_each_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interface, `cmpbot suggest`: title, tab, provider; nothing where nothing speaks."""
    lines = "Antibody identification\tLabCE\nxqzzt\n\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))

    assert run("suggest") == 0

    first, *rest = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert first["areas"][0]["area"] == "blood_banking"
    assert set(first["areas"][0]) == {"area", "score"}
    assert rest == [{"areas": []}, {"areas": []}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("progress", "nowhere.json"), "'nowhere.json': No such file"),
        (("progress", "PERSON", "--today", "tomorrow"), "--today: 'tomorrow' is not a date"),
        (("plan", "PERSON", "--add", "safety"), "--add safety: '' is not a number of points"),
        (("plan", "PERSON", "--add", "blood:1"), "--add: 'blood' is not an area"),
        (("plan", "PERSON", "--add", "safety:-1"), "--add safety: '-1' is not a number"),
        (("rules", "SBBB"), "CODE: the catalogue has no 'SBBB'"),
        (("rules", "SBB", "--scheme", "qualification"), "CODE: the catalogue has no 'SBB' in"),
        (("rules", "--scheme", "ASC"), "--scheme: 'ASC' is not one of ASCP, ASCPi"),
        (("rules", "--on", "2027-13-01"), "--on: there is no 2027-13-01"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    words: tuple[str, ...], said: str, person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interface: one line saying what is wrong and where, exit status 2, nothing on output."""
    status = run(*(person if word == "PERSON" else word for word in words))

    seen = capsys.readouterr()
    assert (status, seen.out) == (2, "")
    assert seen.err.startswith(said)
    assert seen.err.count("\n") == 1


@pytest.mark.parametrize(
    ("points", "text"),
    [("1.50", "1.5"), ("36", "36"), ("0", "0"), ("0.00", "0"), ("1E+4", "10000"), ("0.01", "0.01")],
)
def test_points_have_no_trailing_zeros_and_no_exponent(points: str, text: str) -> None:
    """Interface: points in output are strings without trailing zeros."""
    assert points_text(Decimal(points)) == text


def test_the_commands_do_without_telegram_and_the_database() -> None:
    """A script that asks for figures does not wait for what it does not need."""
    code = "import bot.figures.commands, sys; print({'telegram', 'sqlalchemy'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_reminders_prints_the_coming_days_of_all_credentials_in_order(
    person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interface, `cmpbot reminders`; product, reminders."""
    assert run("reminders", person, *TODAY) == 0

    coming = json.loads(capsys.readouterr().out)
    assert coming[0] == {
        "credential": "SBB",
        "scheme": "ASCP",
        "on": "2026-12-30",
        "why": "half_year_before",
    }
    assert [each["on"] for each in coming] == sorted(each["on"] for each in coming)
    assert coming[-1] == {
        "credential": "SBB",
        "scheme": "ASCP",
        "on": "2027-06-30",
        "why": "expires",
    }
    assert {each["credential"] for each in coming} == {"SBB", "MLS"}
