"""What tired people do by mistake, and what must not come of it."""

from datetime import date
from decimal import Decimal

import pytest

from cmp_rules.model import CredentialKey

ALPHA = "1 hour Alpha course, LabCE, 2026-11-02, safety"
BETA = "2 hours Beta course, LabCE, 2026-11-03, ethics"


def save(talker, *lines: str) -> None:
    for line in lines:
        talker.say(line)
        talker.press("Save")


def numbers(talker) -> list[int]:
    return [activity.number for activity in talker.person.activities]


def test_a_numbered_entry_is_removed_and_no_other(certified) -> None:
    """‘delete #1’ once removed the newest entry."""
    save(certified, ALPHA, BETA)
    certified.say("delete #1")
    certified.press("Delete")
    assert numbers(certified) == [2]
    certified.say("delete #5")
    assert numbers(certified) == [2]


def test_undo_takes_back_the_last_change_whatever_it_was(certified) -> None:
    """A removal, an edit, a credential, a setting; twice is there and back."""
    save(certified, ALPHA, BETA)
    certified.say("delete #1")
    certified.say("yes")
    certified.say("undo")
    assert numbers(certified) == [1, 2]
    certified.say("undo")
    assert numbers(certified) == [2]
    certified.say("undo")
    save(certified, "make it 3 points")
    certified.say("undo")
    assert certified.person.activities[1].points == Decimal(2)
    certified.say("I hold HT, expires 2027-01-31")
    assert "HT" in certified.say("undo")
    assert CredentialKey("HT") not in [h.key for h in certified.person.holdings]


def test_undo_with_nothing_done_says_so(talker) -> None:
    """Nothing happens, and that is said."""
    assert "nothing to undo" in talker.say("undo")


@pytest.mark.parametrize(
    "line",
    [
        "is it true that my SBB expires 2026-12-31?",
        "does my MLS expire 2028-06-30?",
    ],
)
def test_a_question_changes_no_credential(certified, line: str) -> None:
    """A question is answered."""
    before = certified.person.holdings
    certified.say(line)
    assert certified.person.holdings == before


def test_another_date_for_a_held_credential_is_confirmed_first(certified) -> None:
    """A mistyped sentence must not move a deadline by itself."""
    text = certified.say("my SBB expires 2028-01-31")
    assert "instead of 30 Jun 2027" in text
    assert certified.person.holdings[1].cycle_ends == date(2027, 6, 30)
    certified.press("Yes, change it")
    assert certified.person.holdings[1].cycle_ends == date(2028, 1, 31)


def test_removing_a_credential_by_words_is_confirmed(certified) -> None:
    """‘remove SBB’ once asked when SBB expires."""
    assert "Remove SBB" in certified.say("remove SBB")
    certified.press("Remove")
    assert [h.key.code for h in certified.person.holdings] == ["MLS"]


def test_a_further_ce_in_the_middle_of_a_question_becomes_a_draft_of_its_own(certified) -> None:
    """Once it became the answer to the question, and vanished."""
    certified.say("/add")
    certified.say("Sepsis talk")
    text = certified.say("2 hours antibody titration, AABB, 2026-11-03, blood banking")
    assert "Title: antibody titration" in text
    certified.press("Save")
    assert "Sepsis talk" in certified.text
    assert "Who gave it?" in certified.text


@pytest.mark.parametrize("said", ["safety course 2 hrs leadership", "2 hours cancer genetics day"])
def test_a_further_ce_told_where_the_provider_is_asked_is_no_provider(certified, said: str) -> None:
    """No provider has points in its name; “Center for 3D Printing” may have anything else."""
    assert "Who gave it?" in certified.say("3 hours histo state meeting, 1 of them safety, friday")
    assert "kept as an unsaved draft" in certified.say(said)
    certified.press("Cancel")
    assert "Who gave it?" in certified.text
    assert "state meeting" in certified.text
    assert "Center for 3D Printing" in certified.say("Center for 3D Printing and 2 others")


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("90 minutes blood bank webinar 3/2", ["[Leave it out]", "[Mon 2 Mar 2026]"]),
        ("0.5 ceu coagulation Medialab 11/10", ["[Tue 10 Nov 2026]", "[0.5 points]"]),
    ],
)
def test_two_doubts_are_asked_one_after_the_other(certified, line, steps) -> None:
    """Once the question went round in circles."""
    certified.say(line)
    for step in steps:
        if step[1:-1] in certified.labels:
            certified.press(step[1:-1])
    assert "Leave it out" not in certified.labels
    assert "Mon 2 Mar 2026" not in certified.labels


def test_a_credential_without_expiry_is_kept_voluntarily(talker) -> None:
    """Certified before 2004: no expiry; the last three years count."""
    talker.say("I hold MLS, certified 2003")
    talker.say("it never expires")
    (holding,) = talker.person.holdings
    assert holding.voluntary
    assert "voluntarily" in talker.say("what do I still need for my MLS?")


def test_a_year_of_certification_is_enough(talker) -> None:
    """Duties begin on the first of a year."""
    talker.say("I hold MLS, expires 2027-06-30")
    talker.press_data("!certified:MLS.ASCP")
    talker.say("2003")
    assert talker.person.holdings[0].certified_on == date(2003, 12, 31)


def test_another_credential_may_be_told_where_one_is_asked(talker) -> None:
    """‘I hold SBB expires June 2027’ while MLS is asked for."""
    talker.say("/credentials")
    talker.say("MLS")
    talker.say("my SBB expires 2027-07-31")
    talker.say("2027-06-30")
    assert {str(h.key): h.cycle_ends for h in talker.person.holdings} == {
        "MLS(ASCP)": date(2027, 6, 30),
        "SBB(ASCP)": date(2027, 7, 31),
    }


def test_many_credentials_all_have_a_button(talker) -> None:
    """One long label once left two of them without."""
    codes = ["SBB", "QIHC", "MLS(ASCPi)", "MT", "HTL", "MLT", "HT", "SCYM", "DLM", "CG"]
    for code in codes:
        talker.say(f"I hold {code}, expires 2027-06-30")
    assert len(talker.person.holdings) == len(codes)
    talker.say("/credentials")
    assert set(codes) <= set(talker.labels)


@pytest.mark.parametrize("code", ["SCYM", "MLA", "CG"])
def test_an_unknown_total_never_reads_as_almost_done(talker, code: str) -> None:
    """‘still needs 1 safety, 1 ethics’ sounds like two points."""
    talker.say(f"I hold {code}, expires 2027-06-30")
    assert "at least" in talker.say("/status").splitlines()[0]
    assert "total is not known" in talker.say(f"what do I still need for my {code}?")


def test_what_if_is_compared_with_the_same_what_if(certified) -> None:
    """MLS and SBB, 40 safety done: 9 and 11 are left, 20 one by one."""
    text = certified.say("/plan 40 safety")
    assert "17 points would be left instead of 36" in text
    assert "would take 20 points" in text


def test_a_typed_label_is_as_good_as_a_press(talker) -> None:
    """A phone's keyboard is nearer than a button far up."""
    talker.say("/start")
    assert "Which credentials" in talker.say("Add my credentials")


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("change time zone to Chicago", "America/Chicago"),
        ("my time zone is Denver", "America/Denver"),
    ],
)
def test_a_setting_is_changed_by_a_sentence(talker, line: str, zone: str) -> None:
    """/settings is not the only way."""
    talker.say(line)
    assert talker.person.settings.time_zone == zone


def test_nothing_missing_lists_nothing_to_earn(talker) -> None:
    """‘Still to earn:’ over a list of ticks."""
    talker.say("I hold QIHC, expires 2027-06-30")
    save(
        talker,
        "6 hours IHC controls, NSH, 2026-11-02, immunohistochemistry",
        ALPHA,
        "1 hour research ethics, LabCE, 2026-11-02, ethics",
    )
    text = talker.say("what do I still need for my QIHC?")
    assert "Still to earn" not in text
    assert "nothing missing by the figures here" in text
    assert "ascp.org" in text


def test_college_credits_are_never_taken_for_points(certified) -> None:
    """3 college credits are 45 points or 30, not 3."""
    certified.say("finished a 3 credit college course in immunology at ASU 2025-12-10")
    assert "semester or quarter" in certified.text
    certified.press("Semester: 45 points")
    assert "Areas: immunology" in certified.text
    certified.press("Save")
    assert certified.person.activities[0].points == Decimal(45)


def test_few_points_for_a_college_course_are_questioned(certified) -> None:
    """Typed as points, but perhaps hours."""
    for line in (
        "/add",
        "Immunology 301",
        "ASU",
        "2025-12-10",
        "3",
        "college course",
        "immunology",
    ):
        certified.say(line)
    assert "already converted" in certified.text


@pytest.mark.parametrize("line", ["hi", "Thanks!", "ok", "idk", "I don’t know", "skip", "none"])
def test_what_names_nothing_is_no_title(certified, line: str) -> None:
    """Nobody finds a CE again that is called "idk"."""
    certified.say("/add")
    certified.say(line)
    assert "Draft" not in certified.text
    assert "What was it called?" in certified.text


@pytest.mark.parametrize("line", ["none", "Skip", "idk", "not sure", "n/a", "No."])
def test_a_provider_that_is_not_known_is_left_out(certified, line: str) -> None:
    """As the button beside the question does."""
    for said in ("/add", "DIC basics", line):
        certified.say(said)
    assert certified.text.startswith("Draft, not saved: DIC basics\n")
    assert "When did you complete it?" in certified.text


@pytest.mark.parametrize("line", ["ok", "thank you", "…"])
def test_a_greeting_is_no_provider(certified, line: str) -> None:
    """It is asked again."""
    for said in ("/add", "DIC basics", line):
        certified.say(said)
    assert "Draft, not saved: DIC basics\n\nWho gave it?" in certified.text


@pytest.mark.parametrize(
    ("line", "questioned"),
    [
        ("500 points annual meeting, ASCP, 2025-12-10, blood bank", True),
        ("36 points annual meeting, ASCP, 2025-12-10, blood bank", False),
        ("45 points immunology college course at ASU 2025-12-10", False),
    ],
)
def test_more_points_than_three_years_ask_for_are_questioned(
    certified, line: str, questioned: bool
) -> None:
    """Nearly always a slip of the thumb; it can be saved all the same."""
    text = certified.say(line)
    assert "Not saved yet" in text
    assert ("is more than the 36 that three years ask for" in text) == questioned


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1 hour coag course, LabCE, 11/31/2026, safety", "no such day"),
        ("1.555 points coag course, LabCE, yesterday, safety", "two decimals"),
        ("1 hour coag course, LabCE, 1890-01-01, safety", "before the programme began"),
        ("1 hour coag course, LabCE, tomorrow, safety", "still to come"),
    ],
)
def test_what_cannot_be_is_not_dropped_without_a_word(certified, line: str, why: str) -> None:
    """The question that follows says why it is asked."""
    assert why in certified.say(line)


@pytest.mark.parametrize(
    "line",
    [
        "didn't finish the 1hr coag labce course yesterday",
        "I will do a 1hr coag labce course today",
        "should I take the 1hr coag course at labce today?",
    ],
)
def test_what_was_not_done_is_not_logged(certified, line: str) -> None:
    """A CE counts once it is completed."""
    assert "once it is done" in certified.say(line)
    assert certified.talk.threads == ()


def test_a_friends_credential_is_not_ones_own(certified) -> None:
    """Only what is plainly stated of the speaker is set up."""
    certified.say("my friend holds HT, expires 2027-01-31")
    assert len(certified.person.holdings) == 2


def test_a_kind_without_a_known_conversion_says_so(certified) -> None:
    """Issue: kinds without a confirmed conversion ask for the points on the paper."""
    certified.say("2 points, poster on DIC, ASCLS, 2026-10-20, hematology")
    assert "is not confirmed here" in certified.text
    certified.press("Cancel")
    certified.say("1.5 hours antibody identification from LabCE yesterday, blood banking")
    assert "is not confirmed here" not in certified.text


def test_points_on_two_areas_at_once_are_asked(certified) -> None:
    """‘2 micro and safety’ is not 2 micro."""
    for line in ("/add", "Sepsis day", "LabCE", "yesterday", "2", "CE course"):
        certified.say(line)
    assert "on each of" in certified.say("2 micro and safety")


@pytest.mark.parametrize(
    "question",
    [
        "am I done with BB?",
        "am i done with bb",
        "BB done?",
        "what about BB",
        "how much BB do I still need",
        "what's left in BB",
    ],
)
def test_a_held_code_that_is_an_area_too_means_the_credential(talker, question: str) -> None:
    """‘am I done with BB?’ was once answered ‘Blood banking: nothing short’, a point too early."""
    talker.say("I hold BB, expires 2027-06-30")
    save(talker, "8 hours Rh and more, AABB, 2026-11-02, blood banking")
    assert "BB: 28 points still missing" in talker.say(question)


def test_who_does_not_hold_it_asks_about_the_area(certified) -> None:
    """BB is short for blood banking as well."""
    assert "Blood banking: still short" in certified.say("how much BB do I still need")


@pytest.mark.parametrize("said", ["my mls expires in june", "MLS expires June 30", "MLS exp 6/30"])
def test_the_year_of_an_expiry_is_asked_never_guessed(talker, said: str) -> None:
    """A cycle lasts three years: June may be any of three."""
    text = talker.say(said)
    assert "say the year as well" in text
    assert "When does your MLS expire?" in text
    assert not talker.person.holdings
    talker.say("my expiry date is June 2028")
    assert talker.person.holdings[0].cycle_ends == date(2028, 6, 30)


def test_a_reinstated_credential_takes_its_end_out_of_a_sentence(talker) -> None:
    """‘my new expiry is 2029-09-30’ once was no date."""
    talker.say("MLS expired 2026-09-30")
    talker.say("I was reinstated")
    talker.say("my new expiry is 2029-09-30")
    assert talker.person.holdings[0].cycle_ends == date(2029, 9, 30)


def test_snoozing_for_some_days_needs_no_second_question(certified) -> None:
    """‘snooze for 3 days’ once asked for how long."""
    assert "again on Thu 26 Nov 2026" in certified.say("snooze for 3 days")
    assert "again on Mon 7 Dec 2026" in certified.say("snooze SBB for two weeks")


def test_what_is_missing_adds_up_to_the_total(talker) -> None:
    """‘still needs 9 points: 1 safety, 1 ethics’ left out seven, whose areas no source gives."""
    talker.say("I hold PBT, expires 2027-06-30")
    save(talker, "3 hours safety day, LabCE, 2026-05-01, safety")
    assert (
        "PBT still needs 6 points: 1 medical ethics, 5 more, of which areas is not known."
        in talker.text
    )


def test_a_second_undo_says_that_it_goes_back_and_forth(certified) -> None:
    """Undo goes one step (decision 9); once two of them looked as if two CEs were taken out."""
    save(certified, ALPHA, BETA)
    first = certified.say("undo")
    assert "#2 is removed" in first
    assert "said again, it brings #2 back" in first
    assert "“delete #1”" in first
    second = certified.say("undo")
    assert "#2 is back" in second
    assert "there and back" in second
    assert "“delete #1”" in second
    certified.say("delete #1")
    certified.say("yes")
    assert numbers(certified) == [2]


def test_undo_of_a_change_names_the_way_to_earlier_versions(certified) -> None:
    """The history shows what it does before it does it."""
    save(certified, ALPHA, "make it 3 points")
    assert "“History of #1” shows every version" in certified.say("undo")


def test_undo_of_the_only_ce_says_no_more(certified) -> None:
    """There is no other entry to remove."""
    save(certified, ALPHA)
    assert certified.say("undo") == "Undone: #1 is removed."
