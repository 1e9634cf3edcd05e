"""A correction changes the entry that it names, in every part that it says."""

from datetime import date

import pytest

from cmp_rules.model import Area

DRILL = "1 h safety drill from LabCE 2026-10-10, safety"
TALK = "1 h ethics talk from LabCE 2026-10-11, ethics"
SECOND_DRILL = "1 h safety drill part 2 from LabCE 2026-10-12, safety"


@pytest.fixture
def logged(certified):
    for line in (DRILL, TALK):
        certified.say(line)
        certified.press("Save")
    return certified


def told(talker, number: int) -> tuple:
    entry = talker.person.activity(number)
    areas = {area for part in entry.parts for area in part.areas}
    return entry.title, entry.provider, entry.date, str(entry.points), areas


DRILL_AS_LOGGED = ("safety drill", "LabCE", date(2026, 10, 10), "1", {Area.SAFETY})
TALK_AS_LOGGED = ("ethics talk", "LabCE", date(2026, 10, 11), "1", {Area.ETHICS})


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("the safety drill was actually Oct 9", 2, date(2026, 10, 9)),
        ("the safety drill was on Oct 9", 2, date(2026, 10, 9)),
        ("the safty drill was actually Oct 9", 2, date(2026, 10, 9)),
        ("change the date of the safety drill to Oct 9", 2, date(2026, 10, 9)),
        ("change the safety drill date to Oct 9", 2, date(2026, 10, 9)),
        ("the safety drill's date was Oct 9", 2, date(2026, 10, 9)),
        ("wrong date on the safety drill, it should be Oct 9", 2, date(2026, 10, 9)),
        ("oops the safety drill was Oct 9, not Oct 10", 2, date(2026, 10, 9)),
        ("safety drill was given by CAP", 1, "CAP"),
        ("change the provider of the drill to CAP", 1, "CAP"),
        ("oh, the drill was 1.5 h", 3, "1.5"),
        ("the safety drill was 2 hours", 3, "2"),
        ("set the safety drill to 2 h", 3, "2"),
        ("change the points of the drill from 1 to 2", 3, "2"),
        ("#1 was on Oct 9", 2, date(2026, 10, 9)),
        ("#1 should be 2 points", 3, "2"),
        ("entry 1 was 2 h", 3, "2"),
        ("rename the drill to Fire drill", 0, "Fire drill"),
        ("can you change #1 to 2 points?", 3, "2"),
        ("I meant the safety drill was 2 h", 3, "2"),
        ("the safety one was 2 h", 3, "2"),
        ("fix entry 1: 2 h", 3, "2"),
        ("#1: 2 h", 3, "2"),
        ("the title of #1 is Fire drill", 0, "Fire drill"),
        ("#1 is micro, not safety", 4, {Area.MICROBIOLOGY}),
        ("#1 counts for ethics", 4, {Area.ETHICS}),
    ],
)
def test_a_named_entry_is_the_one_that_is_corrected(logged, said: str, field: int, value) -> None:
    """Once the newest was changed, and took the area of the other's name with it."""
    assert "Not changed yet" in logged.say(said)
    logged.say("yes")
    expected = list(DRILL_AS_LOGGED)
    expected[field] = value
    assert told(logged, 1) == tuple(expected)
    assert told(logged, 2) == TALK_AS_LOGGED


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("change #1 to 2 h and provider CAP", {1: "CAP", 3: "2"}),
        ("change #1 to 3 points and date 2026-10-11", {2: date(2026, 10, 11), 3: "3"}),
        ("make #1 2 h, provider CAP", {1: "CAP", 3: "2"}),
        ("change the drill to 2 h and provider CAP", {1: "CAP", 3: "2"}),
        ("change #1 from 1 to 2 points and date Oct 9", {2: date(2026, 10, 9), 3: "2"}),
        ("change the title of #1 to Fire Drill and points to 2", {0: "Fire Drill", 3: "2"}),
        ("rename #1 to Fire Drill, provider Mercy Hospital and 2 h", {0: "Fire Drill", 3: "2"}),
        ("change #1 from LabCE to CAP", {1: "CAP"}),
    ],
)
def test_every_part_of_a_correction_is_taken(logged, said: str, expected: dict) -> None:
    """The number of an entry is no amount, and no part is dropped without a word."""
    logged.say(said)
    logged.say("yes")
    now = told(logged, 1)
    assert {field: now[field] for field in expected} == expected
    assert told(logged, 2) == TALK_AS_LOGGED


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ("change #1 to 2 CEU and 3 h and provider CAP", "stay 1"),
        ("change #1 to 1-2 h and provider CAP", "one or the other"),
        ("change #1 to 2 h and date Feb 30", "no such day"),
    ],
)
def test_what_is_not_understood_of_a_correction_is_said(logged, said: str, remark: str) -> None:
    """A part that cannot be taken does not vanish."""
    assert remark in logged.say(said)


def test_where_several_entries_fit_it_is_asked_which(logged) -> None:
    """None is changed; its words with a number do it."""
    logged.say(SECOND_DRILL)
    logged.press("Save")
    text = logged.say("the drill was 2 h")
    assert "Which one?" in text
    assert "“#3 was 2 h”" in text
    assert told(logged, 1) == DRILL_AS_LOGGED
    logged.say("the safety drill was 2 h")  # the whole title of one of them
    logged.say("yes")
    assert [told(logged, number)[3] for number in (1, 2, 3)] == ["2", "1", "1"]


def test_a_number_without_an_entry_is_said(logged) -> None:
    """It does not begin a CE that is called by it."""
    assert "no such entry" in logged.say("#7 was on Oct 11")


@pytest.mark.parametrize(
    "said",
    [
        "1 h safety drill from AABB yesterday",
        "the safety drill was 2 h from CAP on Nov 3",
        "2 hours safety drill for students, CAP, yesterday",
        "I did a drill on spills, 1 h LabCE today",
    ],
)
def test_a_ce_that_is_told_as_a_whole_is_a_new_one(logged, said: str) -> None:
    """The same course may be taken again."""
    assert "Not changed yet" not in logged.say(said)
    assert "Draft, not saved" in logged.text or "Not saved yet" in logged.text


@pytest.mark.parametrize("said", ["make it 2 points", "no, it was 2 h", "it should be 2 points"])
def test_words_without_a_name_change_the_last_one(logged, said: str) -> None:
    """As before."""
    logged.say(said)
    logged.say("yes")
    assert (told(logged, 1)[3], told(logged, 2)[3]) == ("1", "2")


@pytest.mark.parametrize(
    "said", ["was the safety drill 2 h?", "is #1 from CAP?", "the drill was not 2 h"]
)
def test_what_is_asked_or_denied_changes_nothing(logged, said: str) -> None:
    """Nor does it stand ready to be saved by one word."""
    logged.say(said)
    logged.say("yes")
    assert told(logged, 1) == DRILL_AS_LOGGED
    assert told(logged, 2) == TALK_AS_LOGGED


def test_an_entry_is_corrected_while_a_draft_waits(logged) -> None:
    """Once the draft took the day of the entry."""
    logged.say("2 h DIC workup AABB yesterday")
    assert "Title: safety drill" in logged.say("#1 was Oct 9")
    logged.say("yes")
    assert told(logged, 1)[2] == date(2026, 10, 9)
    assert "DIC workup, 2 points, AABB, Sun 22 Nov 2026" in logged.text


def test_the_name_of_a_draft_is_no_area_of_it(certified) -> None:
    """The words of a title are no new area, and no second CE."""
    certified.say("1 h safety drill from LabCE 2026-10-10, ethics")
    certified.say("the safety drill was 2 h")
    assert "Points: 2" in certified.text
    assert "Areas: medical ethics" in certified.text


@pytest.mark.parametrize("said", ["move #1 to electives", "put the drill under electives"])
def test_moving_an_entry_to_electives_asks_where_it_counts(logged, said: str) -> None:
    """Once it was a CE called "move"."""
    assert "where #1 counts" in logged.say(said)
    logged.press("SBB")
    logged.press("Electives")
    assert "electives (any area) (fixed by you)" in logged.text


@pytest.mark.parametrize(
    "said",
    ["the title of #1 is wrong", "edit #1", "fix the drill", "the safety drill was cancelled"],
)
def test_a_correction_that_says_nothing_new_asks_what_is_different(logged, said: str) -> None:
    """It becomes neither a title nor a new CE."""
    assert "What should be different?" in logged.say(said)
    logged.press("Points")
    assert "safety drill" in logged.text


@pytest.mark.parametrize("said", ["change #1 to 2 h and #2 to 3 h", "change #1 and #2 to 2 h"])
def test_two_entries_are_corrected_one_after_the_other(logged, said: str) -> None:
    """Neither takes what was said of the other."""
    assert "One CE at a time" in logged.say(said)
    assert (told(logged, 1), told(logged, 2)) == (DRILL_AS_LOGGED, TALK_AS_LOGGED)


def test_a_provider_names_the_ces_it_gave(logged) -> None:
    """Where it gave several it is asked which."""
    assert "Which one?" in logged.say("the LabCE one was 2 h")
    logged.say("1 h DIC workup from AABB 2026-10-12, hematology")
    logged.press("Save")
    logged.say(TALK.replace("10-11", "10-13"))
    logged.press("Save")
    assert "Title: DIC workup" in logged.say("the AABB one was 2 h")
