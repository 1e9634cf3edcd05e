"""Any time a sentence will do: what is said while a question about a credential stands."""

import pytest

CE = "1.5 h antibody id from LabCE yesterday, blood banking"


def test_a_ce_told_while_an_expiry_is_asked_is_a_draft_and_the_question_comes_back(talker) -> None:
    """It was answered with "I couldn't read a date there", and was gone."""
    talker.say("I hold MLS")
    said = talker.say(CE)
    assert "comes back after it" in said
    assert "Title: antibody id" in said
    assert "When does your MLS expire?" in talker.press("Save")
    talker.say("june 2027")
    assert [each.title for each in talker.person.activities] == ["antibody id"]
    assert [each.key.code for each in talker.person.holdings] == ["MLS"]


@pytest.mark.parametrize(
    "opening",
    [
        ("I hold MLS",),
        ("/credentials",),
        ("/credentials", "MLS"),
        ("I hold MLS expires 2027-06-30", "remove MLS"),
        ("I hold MLS expires 2027-06-30", "MLS expires 2028-06-30"),
        ("I hold MLS expires 2027-06-30", "/settings", "[Change time zone]"),
    ],
)
@pytest.mark.parametrize("text", [CE, "2 h lifetime risk in donors, AABB, yesterday"])
def test_a_ce_told_in_any_question_is_kept_as_a_draft(talker, opening, text) -> None:
    """Nothing that a person said is lost without a word."""
    for each in opening:
        talker.press(each[1:-1]) if each.startswith("[") else talker.say(each)
    held = talker.person.holdings
    said = talker.say(text)
    assert "antibody id" in said or "lifetime risk" in said
    assert "ot saved" in said
    assert talker.person.holdings == held


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("declare", "opens 1 Apr 2027"),
        ("remind me on 1 march", "1 Mar 2027"),
        ("what do I still need?", "36 points still missing"),
        ("SBB expires 2027-06-30", "Specialist in Blood Banking"),
        ("undo", "Undone"),
    ],
)
def test_an_order_is_carried_out_under_a_question_of_buttons(talker, text, answer) -> None:
    """Every sentence was answered "Please use one of the buttons below"."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say("remove MLS")
    said = talker.say(text)
    assert answer in said
    assert "use one of the buttons" not in said


@pytest.mark.parametrize("text", ["remove it", "thanks", "hello", "no, 2027-06-30"])
def test_what_may_answer_the_question_leads_nowhere_else(talker, text) -> None:
    """A removal stays a question until it is answered."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say("1 h DIC, LabCE, yesterday, hematology")
    talker.press("Save")
    talker.say("remove MLS")
    assert "Remove MLS" in talker.say(text)
    assert len(talker.person.activities) == 1
    assert len(talker.person.holdings) == 1


def test_undo_takes_back_no_older_change_where_something_was_told(talker) -> None:
    """What was recorded before is not what the person means."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say("I hold SBB")
    talker.say("undo")
    assert [each.key.code for each in talker.person.holdings] == ["MLS"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PA(ASCP) exp 2027-06-30", "PA"),
        ("MLS expires june 2027", "MLS"),
        ("I hold SBB until 2027-06-30", "SBB"),
    ],
)
@pytest.mark.parametrize("opening", ["1 h from LabCE yesterday", "1 h dic yesterday"])
def test_a_credential_told_inside_a_draft_is_no_title_and_no_provider(
    talker, opening, text, code
) -> None:
    """It is set up, and the draft goes on where it was."""
    asked = talker.say(opening).splitlines()[-1]
    said = talker.say(text)
    assert [each.key.code for each in talker.person.holdings] == [code]
    assert said.splitlines()[-1] == asked
    assert talker.talk.threads[-1].state.draft.title in (None, "dic")


@pytest.mark.parametrize("opening", ["/credentials", "I hold MLS"])
@pytest.mark.parametrize("text", ["1 h DIC", "1 h DIC, LabCE", "2 h antibody titration"])
def test_a_ce_told_in_few_words_is_no_credential_and_no_date(talker, opening, text) -> None:
    """Nothing else that is asked for there has points."""
    talker.say(opening)
    assert "Draft, not saved" in talker.say(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("my SBB exam is on 2027-03-03", "I added nothing"),
        ("I want to get SBB by June 2028", "I added nothing"),
        ("my MLS was certified 6/30/2024", "I changed nothing"),
        ("my dashboard says 3 points hematology", "Does your ASCP dashboard ask for"),
        ("I hold SBB", "When does your SBB expire?"),
    ],
)
@pytest.mark.parametrize("opening", ["1 h from LabCE yesterday", "1 h dic yesterday"])
def test_what_is_said_of_a_credential_inside_a_draft_is_no_title(
    talker, opening, text, answer
) -> None:
    """Nor is it a provider; the draft waits."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say(opening)
    draft = talker.talk.threads[0].state.draft
    assert answer in talker.say(text)
    assert talker.talk.threads[0].state.draft == draft


@pytest.mark.parametrize(
    "title", ["my MLS journey", "SBB review", "MLS exam preparation", "I am a CT: cytology review"]
)
def test_a_title_with_a_credential_in_it_stays_a_title(talker, title) -> None:
    """Courses are called so."""
    talker.say("1 h from LabCE yesterday")
    talker.say(title)
    assert talker.talk.threads[-1].state.draft.title == title
