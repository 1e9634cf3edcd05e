"""Questions and corrections that go on from what was just talked about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.model import Adjustments, Area, CredentialKey, Kind
from conversations.answers.follow_up import goes_on, in_context, names_only, plainly_goes_on
from conversations.answers.years import read_year
from conversations.model import Talk
from conversations.person import KeepHolding
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.talked_about import topic_after
from conversations.topic import Topic

MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")
TODAY = date(2026, 11, 23)
REMAINING = Topic(Intent.REMAINING, (SBB,))
UNKNOWN = Understood(Intent.UNKNOWN, 1.0)


@pytest.fixture
def logged(certified: Any) -> Any:
    """Give a person with MLS and SBB who has saved one CE of two."""
    for line in (
        "2 hours coagulation update, ASCP, 2025-05-05, hematology",
        "1 hour lab safety refresher, MediaLab, 2025-10-02, safety",
    ):
        certified.say(line)
        certified.press("Save")
    return certified


@pytest.mark.parametrize(
    "text",
    [
        "and my MLS?",
        "and mls",
        "what about ethics",
        "wat about safety?",
        "how about next year",
        "ok and for SBB",
        "thanks, and the HT?",
        "same for my mls",
        "ethics?",
        "SBB",
        "when?",
        "by when",
        "why",
        "how come?",
        "and in 2025?",
    ],
)
def test_a_text_that_only_names_other_things_goes_on(text: str) -> None:
    """Issue 4: follow-ups, free in form, also without a question mark."""
    assert goes_on(text, REMAINING)


@pytest.mark.parametrize(
    "text",
    [
        "and my MLS expires 2027-06-30",
        "no, yesterday",
        "make it 2 points",
        "same again but safety",
        "what about the weather",
        "1 h safety from LabCE yesterday",
        "and then I did a safety course at work",
        "thanks",
        "",
    ],
)
def test_a_text_that_says_something_of_its_own_does_not(text: str) -> None:
    """A correction or a further CE must never be taken for a question."""
    assert not goes_on(text, REMAINING)


@pytest.mark.parametrize(
    "text", ["safety", "and safety", "LabCE", "in 2025", "for safety", "MLT lab"]
)
def test_in_a_draft_an_answer_stays_an_answer(text: str) -> None:
    """Said to "What was it about?", "and safety" is no question; only plain ones go before."""
    assert not plainly_goes_on(text, REMAINING)


@pytest.mark.parametrize("text", ["what about safety", "safety?", "and my mls", "when?", "why"])
def test_in_a_draft_a_plain_question_is_answered(text: str) -> None:
    """Right after a question it is one as well; later the draft's own question comes first."""
    assert plainly_goes_on(text, REMAINING)
    assert not plainly_goes_on(text, topic_after(REMAINING, None, ()))


def test_names_take_the_place_of_those_before() -> None:
    """The intent stays, and so does what is not named anew."""
    topic = Topic(Intent.REMAINING, (SBB,), (Area.SAFETY,))

    other = in_context(Understood(Intent.UNKNOWN, 1.0, (MLS,)), "and my MLS?", topic, TODAY)
    when = in_context(UNKNOWN, "when?", topic, TODAY)
    why = in_context(UNKNOWN, "why?", topic, TODAY)

    assert other is not None
    assert (other.said.intent, other.said.credentials, other.said.areas) == (
        Intent.REMAINING,
        (MLS,),
        (Area.SAFETY,),
    )
    assert when is not None
    assert (when.said.intent, when.said.credentials) == (Intent.DEADLINE, (SBB,))
    assert why is not None
    assert why.why


def test_it_stands_for_what_was_asked_about() -> None:
    """The words "when does it expire" after a question about one credential is about that one."""
    said = Understood(Intent.DEADLINE, 1.0)

    found = in_context(said, "when does it expire", REMAINING, TODAY)

    assert found is not None
    assert found.said.credentials == (SBB,)
    assert in_context(said, "when does it expire", None, TODAY) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("in 2025", 2025), ("this year", 2026), ("last yr", 2025), ("how about next year", 2027)],
)
def test_a_year_is_read(text: str, year: int) -> None:
    """Today is 23 November 2026."""
    assert read_year(text, TODAY) == year


@given(st.text(max_size=80), st.sampled_from([*Intent]), st.booleans())
def test_any_text_is_taken_or_left(text: str, intent: Intent, fresh: bool) -> None:
    """Whatever is said after whatever question, the answer is a question or none."""
    topic = Topic(intent, (SBB,), (Area.ETHICS,), Kind.PUBLICATION, 2026, 3, fresh)

    found = in_context(UNKNOWN, text, topic, TODAY)

    assert found is None or found.said.intent in set(Intent)
    assert names_only(text) in (True, False)


@pytest.mark.parametrize(
    ("first", "then", "shows"),
    [
        ("what do i still need for my SBB", "and my MLS?", "MLS: "),
        ("what do i still need", "what about ethics?", "Medical ethics: still short"),
        ("when does my sbb expire", "and the mls", "\nMLS\nDeclare by"),
        ("how many points for HT", "and for sbb", "What SBB asks for"),
        ("how many points for HT", "what about ethics", "What HT asks for"),
        ("does a journal article count", "what about a presentation?", "Presentation"),
        ("/plan", "and for SBB", "finish your SBB"),
        ("/plan", "why?", "What MLS and SBB ask for"),
        ("what do i still need", "how about next year", "whole three-year cycle"),
        ("when does my sbb expire", "how about 2030", "None of these expires in 2030"),
        ("what did i log in 2024", "how about 2025", "in 2025"),
        ("/status SBB", "when?", "\nSBB\nDeclare by"),
    ],
)
def test_the_second_question_is_answered_in_the_sense_of_the_first(
    logged: Any, first: str, then: str, shows: str
) -> None:
    """Issue 4: status, deadline, requirements, eligible, list and plan."""
    logged.say(first)

    assert shows in logged.say(then)
    assert len(logged.person.activities) == 2


def test_a_button_is_a_question_too(logged: Any) -> None:
    """After [SBB], "and when?" is about it."""
    logged.say("what do i still need")
    logged.press("SBB")

    text = logged.say("when?")

    assert "\nSBB\n" in text
    assert "\nMLS\n" not in text


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("make it 3 points", "Points: 3"),
        ("no, yesterday", "Date: Sun 22 Nov 2026"),
        ("change the provider to ASCLS", "Provider: ASCLS"),
        ("same again but ethics", "medical ethics"),
    ],
)
@pytest.mark.parametrize("between", ["", "when does my sbb expire", "does a webinar count"])
def test_a_correction_is_of_what_was_saved_last(
    logged: Any, between: str, text: str, shows: str
) -> None:
    """Right after saving, and after another question in between."""
    if between:
        logged.say(between)

    shown = logged.say(text)

    assert shows in shown
    assert "lab safety refresher" in shown


def test_a_correction_is_of_the_entry_that_was_opened(logged: Any) -> None:
    """The words "make it 3 points" below an entry means that entry."""
    logged.say("/list")
    logged.press("#1")

    shown = logged.say("make it 3 points")

    assert "Title: coagulation update" in shown
    assert "Points: 3" in shown


def test_what_is_deleted_is_the_entry_that_was_opened(logged: Any) -> None:
    """The words "delete it" below an entry means that entry; "the last one" the one logged last."""
    logged.say("/list")
    logged.press("#1")
    assert "coagulation update" in logged.say("delete it")
    logged.press("Keep")

    assert "lab safety refresher" in logged.say("delete the last one")


def test_undo_in_a_draft_touches_nothing_saved(logged: Any) -> None:
    """The word takes back the last answer; the saved change before it stays."""
    before = logged.person
    logged.say("1 hour HLA typing from AABB 2026-11-20, blood banking")

    assert "Nothing of this is saved yet" in logged.say("undo")
    logged.say("make it 2 points")
    assert "Points: 1" in logged.say("undo")

    assert logged.person == before


def test_a_draft_keeps_its_place_while_questions_are_asked(logged: Any) -> None:
    """Follow-ups leave the question that stands."""
    logged.say("/add")
    logged.say("Antibody titers")
    logged.say("what do i still need for sbb")

    assert "MLS: " in logged.say("and my mls")
    assert "Draft, not saved: Antibody titers, LabCE" in logged.say("LabCE")


@pytest.mark.parametrize("text", ["and my MLS?", "when?", "why?", "what about ethics?"])
def test_without_anything_before_every_follow_up_is_answered(
    new_talker: Callable[..., Any], text: str
) -> None:
    """The first message of a new person may be one."""
    talker = new_talker()

    talker.say(text)

    assert talker.screens
    assert talker.person.activities == ()
    assert talker.talk != Talk(number=99)


def test_what_is_asked_for_is_by_the_persons_own_figures(logged: Any) -> None:
    """Interfaces: an adjustment wins over the catalogue, in every answer."""
    sbb = logged.person.holding(SBB)
    own = replace(sbb, adjustments=Adjustments(total=Decimal(40)))
    logged.person = logged.person.after((KeepHolding(own),))

    text = logged.say("requirements")

    assert "SBB: 40 in all" in text
    assert "MLS: 36 in all" in text


BESIDE = "2 hours iron studies, LabCE, 2026-11-03"  # its areas are asked


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("what did I log from LabCE", "Your 1 CE from LabCE"),
        ("does phlebotomy count", "What falls under phlebotomy"),
        ("fees", "What renewing costs"),
        ("who runs this bot", "Who is behind it"),
        ("difference between credits, hours, CEU and points", "Hours, credits, points"),
        ("will you help me pass the exam", "I can't help with that"),
        ("my time zone is Asia/Manila", "Time zone: Manila"),
        ("delete the last one", "Delete entry #1?"),
    ],
)
def test_a_question_is_answered_beside_the_one_that_stands(
    certified, said: str, answered: str
) -> None:
    """They were once refused as no area, or taken for one; the question about the draft stays."""
    certified.say("1 h iron, LabCE, yesterday, chemistry")
    certified.press("Save")
    certified.say(BESIDE)
    assert answered in certified.say(said)
    if said.startswith("delete"):
        certified.press("Keep")
    assert "What was it about?" in certified.text
    assert len(certified.person.activities) == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("make it 3 points", "iron studies, 3 points"),
        ("no, yesterday", "Sun 22 Nov 2026"),
        ("change the provider to AABB", "AABB"),
    ],
)
def test_a_few_words_correct_the_draft_at_any_question(certified, said: str, shown: str) -> None:
    """Issue 4: corrections in a few words; also while an area is asked or a field is chosen."""
    certified.say(BESIDE)
    assert shown in certified.say(said)
    certified.press("Hematology")
    certified.press("Edit")
    certified.say("make it 4 points")
    assert "Points: 4" in certified.text


def test_a_question_at_the_end_is_no_provider(certified) -> None:
    """Any words may be a provider; "does that count" asks."""
    certified.say("1 hour iron studies, 2026-11-03")
    answer = certified.say("I gave a lecture to students for 3 hours, does that count")
    assert "Presentations at meetings were eligible in 2004" in answer
    assert (
        "Draft, not saved: iron studies, 1 point, Tue 3 Nov 2026\n\nWho gave it?" in certified.text
    )


@pytest.mark.parametrize(
    "second",
    [
        "and another one 2 hours on antibody titration last friday, same provider",
        "one more: antibody titration, 2 hours, last friday, from the same place",
    ],
)
def test_a_ce_goes_on_from_the_one_before(certified, second: str) -> None:
    """Its provider is that of the draft before, else of the CE that was recorded last."""
    told = "Draft, not saved: antibody titration, 2 points, AABB, Fri 20 Nov 2026"
    certified.say("1 hour elution, AABB, yesterday, blood banking")
    assert told in certified.say(second)
    certified.press("Cancel")
    certified.press("Save")
    assert told in certified.say(second)


def test_the_same_provider_as_none_is_asked(certified) -> None:
    """Nothing was recorded before."""
    assert "Who gave it?" in certified.say("1 hr elution yesterday from the same place")


@pytest.mark.parametrize(
    "second",
    ["4 hours phlebotomy meeting, ASCLS, 2026-06-03", "3 h micro, ARUP, 2026-06-03, microbiology"],
)
def test_another_ce_told_at_a_question_loses_none(certified, second: str) -> None:
    """At ‘What was it called?’ the second CE once took the place of the first."""
    certified.say("1 hour ethics labce 2026-05-02, ethics")
    assert "it comes back after this one" in certified.say(second)
    certified.press("Cancel")
    assert "Draft, not saved: 1 point, medical ethics, LabCE, Sat 2 May 2026" in certified.text


def test_why_after_saving_shows_the_entry(certified) -> None:
    """‘why?’ was once answered with why there is a programme at all."""
    certified.say("1.5 h antibody ID, LabCE, yesterday, blood banking")
    certified.press("Save")
    assert "MLS: 1.5 to blood banking" in certified.say("why?")
    assert "MLS: 34.5 points still missing" in certified.say("and my MLS?")


def test_why_without_a_credential_says_that_none_is_known(talker) -> None:
    """It once ended in an apology."""
    talker.say("what do I still need?")
    assert "know your credentials yet" in talker.say("why?")
