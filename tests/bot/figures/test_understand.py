"""`cmpbot understand`: one utterance per line in, one JSON object per line out."""

import argparse
import io
import json
import sys

import pytest

from bot.figures import understand


def _run(monkeypatch: pytest.MonkeyPatch, text: str, *options: str) -> int:
    parser = argparse.ArgumentParser()
    understand.register(parser.add_subparsers())
    args = parser.parse_args(["understand", "--today", "2026-11-23", *options])
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    status: int = args.run(args)
    return status


def test_the_shape_is_that_of_the_interfaces(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All keys in every object; absent things are null or empty lists."""
    assert _run(monkeypatch, "1.50 h antibody ID from LabCE yesterday, safety\n\nundo\n") == 0
    logged, empty, undone = map(json.loads, capsys.readouterr().out.splitlines())
    assert 0 < logged.pop("sure") <= 1
    assert logged == {
        "intent": "log",
        "credentials": [],
        "areas": ["safety"],
        "parts": [{"points": "1.5", "areas": ["safety"]}],
        "points": "1.5",
        "date": "2026-11-22",
        "kind": "ce_course",
        "title": "antibody ID",
        "provider": "LabCE",
    }
    assert (empty["intent"], undone["intent"]) == ("unknown", "undo")
    assert {*empty, *undone} == {*logged, "sure"}


@pytest.mark.parametrize(
    ("options", "day"),
    [
        ((), None),
        (("--order", "mdy"), "2026-03-02"),
        (("--order", "dmy"), "2026-02-03"),
    ],
)
def test_a_date_that_reads_two_ways_is_null_until_the_order_is_given(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    day: str | None,
) -> None:
    """3/2 is March 2 or 3 February."""
    _run(monkeypatch, "LabCE Bloodborne Pathogens 1.5 safety 3/2\n", *options)
    assert json.loads(capsys.readouterr().out)["date"] == day
