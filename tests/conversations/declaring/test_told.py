"""What people tell of declarations: their own news is noted; of others, and wishes, never."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cmp_rules.model import (
    Activity,
    Area,
    CredentialKey,
    Declared,
    Holding,
    Kind,
    Outcome,
    Part,
)
from conversations.model import Talk
from conversations.person import Person

SBB, MLS = CredentialKey("SBB"), CredentialKey("MLS")
TODAY, ENDS = date(2026, 11, 23), date(2026, 12, 31)
NOV_10, NOV_20, NOV_22 = date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 22)
SHORT = Person((Holding(SBB, ENDS),))
WAITING = Person((Holding(MLS, ENDS, declared=Declared(NOV_10)),))
AMOUNTS = ((Area.BLOOD_BANKING, "10"), (Area.SAFETY, "1"), (Area.ETHICS, "1"), (Area.GENERAL, "24"))
COMPLETE = replace(
    SHORT,
    activities=tuple(
        Activity(
            "Course",
            date(2026, 9, number),
            Kind.CE_COURSE,
            (Part(Decimal(points), frozenset({area})),),
            "AABB",
            number=number,
        )
        for number, (area, points) in enumerate(AMOUNTS, start=1)
    ),
    next_number=5,
)


def declared(talker: Any) -> Declared | None:
    (only,) = talker.person.holdings
    return only.declared  # type: ignore[no-any-return]


def ends(talker: Any) -> date:
    (only,) = talker.person.holdings
    return only.cycle_ends  # type: ignore[no-any-return]


@pytest.fixture
def short(talker: Any) -> Any:
    """Return a person whose SBB misses 36 points and whose declaration is open."""
    talker.person = SHORT
    return talker


@pytest.fixture
def complete(talker: Any) -> Any:
    """Return a person whose SBB has all its points."""
    talker.person = COMPLETE
    return talker


@pytest.fixture
def waiting(talker: Any) -> Any:
    """Return a person whose MLS was declared on 10 November."""
    talker.person = WAITING
    return talker


# --- declared ------------------------------------------------------------------------------

OF_OTHERS = (
    "my coworker declared her SBB yesterday",
    "my husband declared his SBB yesterday",
    "nobody declared SBB yesterday",
    "no one declared the SBB on Nov 20",
    "they declared SBB yesterday",
    "someone in my lab declared SBB yesterday",
    "I wish I declared SBB yesterday",
    "I thought I declared SBB yesterday",
    "I almost declared my SBB yesterday",
    "yesterday my boss submitted her SBB declaration",
    "ASCP declared SBB yesterday",
    "I declared her SBB yesterday",
    "my friend renewed her SBB yesterday",
)


@pytest.mark.parametrize("person", [SHORT, COMPLETE])
@pytest.mark.parametrize("said", OF_OTHERS)
def test_news_of_others_and_wishes_are_noted_nowhere_and_said_to_be_so(
    talker: Any, person: Person, said: str
) -> None:
    """A declaration noted by mistake would silence the reminders."""
    talker.person = person

    text = talker.say(said)

    assert talker.recorded == 0
    assert not talker.talk.threads
    assert "I noted nothing from that" in text


@pytest.mark.parametrize(
    "said",
    [
        "the hospital declared an emergency yesterday",
        "I declared bankruptcy yesterday",
        "I tried to declare SBB yesterday",
        "I hope I declared SBB right",
        "submitted SBB points yesterday",
        "I submitted my certificate for SBB yesterday",
        "I will have declared my SBB by Friday",
        "if I declared SBB yesterday, what follows?",
    ],
)
def test_what_tells_of_no_declaration_asks_for_none(complete: Any, said: str) -> None:
    """Neither recorded nor asked whether it was one."""
    text = complete.say(said)

    assert complete.recorded == 0
    assert "Did you declare" not in text


@pytest.mark.parametrize(
    "said",
    [
        "declared SBB yesterday",
        "I've finally declared my SBB yesterday!",
        "my SBB was declared yesterday",
        "I submitted my SBB declaration yesterday",
        "I filed my SBB declaration yesterday",
        "submitted SBB yesterday",
        "I submitted my SBB at ascp yesterday",
        "my declaration for SBB was sent yesterday",
        "no, I declared my SBB yesterday",
    ],
)
def test_plain_words_of_one_s_own_are_noted_at_once_where_all_is_met(
    complete: Any, said: str
) -> None:
    """And taken back as easily."""
    complete.say(said)

    assert declared(complete) == Declared(NOV_22)
    assert "I did not declare" in complete.labels
    complete.say("undo")
    assert declared(complete) is None


@pytest.mark.parametrize(
    "said",
    [
        "declared SBB yesterday",
        "I submitted my SBB yesterday",
        "submitted SBB yesterday",
        "I submitted it yesterday",
        "I just submitted everything at ascp for SBB yesterday",
        "Anna declared SBB yesterday",
        "we declared SBB yesterday",
        "one of us declared SBB yesterday",
        "I handed in my SBB paperwork yesterday",
        "I think I declared SBB yesterday",
        "I declared SBB yesterday, hope it is approved soon",
        "I declared SBB yesterday but it did not go through",
        "declared SBB yesterday. what now?",
    ],
)
def test_with_points_missing_or_in_doubt_it_is_asked_first(short: Any, said: str) -> None:
    """Reminders that stop wrongly can cost a licence."""
    text = short.say(said)

    assert declared(short) is None
    assert "Did you declare your own SBB at ascp.org on Sun 22 Nov 2026?" in text
    assert "• 10 blood banking" in text
    short.press("Yes, that is right")
    assert declared(short) == Declared(NOV_22)


@pytest.mark.parametrize("said", ["Anna declared SBB yesterday", "I submitted it yesterday"])
def test_what_is_in_doubt_is_asked_also_where_all_is_met(complete: Any, said: str) -> None:
    """‘It’ may be anything, and Anna anybody."""
    assert "Did you declare your own SBB" in complete.say(said)
    assert complete.recorded == 0


@pytest.mark.parametrize(
    "answer", ["no", "not yet", "No, I did not.", "I didn't declare it", "[I did not declare]"]
)
def test_no_leaves_everything_as_it_was(short: Any, answer: str) -> None:
    """The question can be answered with no, by word and by button."""
    short.say("declared SBB yesterday")
    text = short.press(answer[1:-1]) if answer.startswith("[") else short.say(answer)

    assert "nothing changes" in text
    assert short.recorded == 0
    assert not short.talk.threads


def test_a_day_that_is_asked_for_is_confirmed_with_what_is_missing(short: Any) -> None:
    """Told without a day: asked for it, then shown what is missing."""
    short.say("I declared my SBB")
    assert "still missing" in short.say("on Nov 20")
    short.say("yes")

    assert declared(short) == Declared(NOV_20)


@pytest.mark.parametrize("verb", ["filed", "submitted", "sent in", "made", "completed"])
def test_a_day_without_a_year_is_the_last_one(complete: Any, verb: str) -> None:
    """A declaration was submitted; it is never to come."""
    complete.say(f"I {verb} my SBB declaration on Nov 20")

    assert declared(complete) == Declared(NOV_20)


@pytest.mark.parametrize(
    "said", ["I submitted it yesterday", "it was yesterday", "declared it yesterday"]
)
def test_the_question_for_the_day_takes_a_sentence(short: Any, said: str) -> None:
    """On the screen of /declare the same words do."""
    short.say("/declare")
    short.press("I declared it")
    short.say(said)
    if declared(short) is None:
        short.press("Yes, that is right")

    assert declared(short) == Declared(NOV_22)
    assert not short.talk.threads


@pytest.mark.parametrize(
    "said", ["my coworker declared SBB yesterday", "she declared it yesterday"]
)
def test_the_question_for_the_day_takes_nobody_else_s(short: Any, said: str) -> None:
    """The question stays."""
    short.press_data("!declared:SBB.ASCP")
    short.say(said)

    assert short.recorded == 0
    assert short.talk != Talk()


def test_it_may_be_anything_where_no_declaration_is_awaited(talker: Any) -> None:
    """Long before the declaration opens nobody is asked whether it was submitted."""
    talker.person = Person((Holding(SBB, date(2028, 12, 31)),))

    assert "declare" not in talker.say("I submitted it yesterday")


@pytest.mark.parametrize(
    "said",
    [
        "have I declared my MLS?",
        "did I declare MLS",
        "is my MLS declared?",
        "MLS declared?",
        "approved?",
    ],
)
def test_whether_it_was_declared_is_answered_with_the_day(waiting: Any, said: str) -> None:
    """Not with points."""
    assert "declared 10 Nov 2026" in waiting.say(said)
    assert waiting.recorded == 0


@pytest.mark.parametrize(
    "said",
    [
        "have I declared my SBB?",
        "SBB declared? yesterday",
        "did I already submit my SBB declaration?",
    ],
)
def test_whether_it_was_declared_is_answered_with_no(short: Any, said: str) -> None:
    """No declaration is noted, and where it stands."""
    assert "No declaration of your SBB is noted" in short.say(said)
    assert short.recorded == 0


def test_whether_one_of_several_was_declared_is_said_of_each(talker: Any) -> None:
    """Each has its own declaration."""
    talker.person = Person((*SHORT.holdings, *WAITING.holdings))
    text = talker.say("have I declared?")

    assert "No declaration of your SBB" in text
    assert "MLS: declared 10 Nov 2026, nothing heard yet." in text


@pytest.mark.parametrize(
    "said",
    [
        "I did not declare it",
        "I haven't declared my MLS",
        "I never declared",
        "I cancelled my declaration",
        "I didn't submit my declaration",
    ],
)
def test_a_denied_declaration_is_taken_back_and_undo_restores_it(waiting: Any, said: str) -> None:
    """The reminders go on; a slip is undone."""
    assert "counts as not declared" in waiting.say(said)
    assert declared(waiting) is None
    waiting.say("undo")
    assert declared(waiting) == Declared(NOV_10)


def test_what_others_did_not_declare_takes_nothing_back(waiting: Any) -> None:
    """The declaration stands."""
    waiting.say("my coworker did not declare hers")

    assert declared(waiting) == Declared(NOV_10)


# --- what became of it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "my coworker SBB was rejected",
        "my friend got audited",
        "my friend got approved",
        "she was approved",
        "the declaration of my coworker was rejected",
        "they rejected my coworker",
        "my husband passed the audit",
        "nobody was audited",
        "our lab got audited",
        "we are being audited by CAP",
        "I wish it was approved",
    ],
)
def test_outcomes_of_others_are_noted_nowhere(waiting: Any, said: str) -> None:
    """An outcome stops reminders or rolls the cycle."""
    text = waiting.say(said)

    assert waiting.recorded == 0
    assert not waiting.talk.threads
    assert "I noted nothing from that" in text


@pytest.mark.parametrize(
    "said",
    [
        "my boss approved my vacation",
        "my CE was approved",
        "I attended an audit webinar yesterday",
        "my SBB course was rejected by ascp",
        "it will be approved soon",
        "what if I got audited",
        "I hope it gets approved",
        "they denied my leave request",
    ],
)
def test_what_is_no_outcome_records_none(waiting: Any, said: str) -> None:
    """Other things are approved, rejected and audited too."""
    waiting.say(said)

    assert waiting.recorded == 0
    assert declared(waiting) == Declared(NOV_10)


@pytest.mark.parametrize(
    "said",
    [
        "I passed the audit",
        "the audit is over, all fine",
        "audit passed",
        "they cleared my audit",
        "my MLS audit is done",
        "I survived the audit",
        "I got audited but passed",
        "the audit went well",
        "my audit was approved",
        "they accepted my papers",
    ],
)
def test_a_passed_audit_is_good_news_and_asks_whether_it_was_approved(
    waiting: Any, said: str
) -> None:
    """It was once recorded as papers asked for."""
    text = waiting.say(said)

    assert waiting.recorded == 0
    assert "Good news" in text
    assert "It was approved" in waiting.labels


@pytest.mark.parametrize(
    "said",
    [
        "it was not approved",
        "it was not rejected",
        "it hasn't been approved yet",
        "I failed the audit",
        "I did not pass the audit",
        "the audit was rejected",
        "they rejected my papers",
        "I did not get approved",
        "audit result: approved",
        "I think it was approved",
    ],
)
def test_an_outcome_that_is_denied_or_in_doubt_is_asked(waiting: Any, said: str) -> None:
    """Nothing changes until ASCP's word is tapped."""
    text = waiting.say(said)

    assert waiting.recorded == 0
    assert "What became of the declaration of your MLS?" in text
    assert {"It was approved", "It was rejected"} <= set(waiting.labels)


@pytest.mark.parametrize(
    "said",
    [
        "approved",
        "approved!",
        "it got approved",
        "they approved my declaration",
        "I got my renewal letter",
        "my renewal letter arrived today",
        "ASCP accepted my declaration",
        "great news, my MLS was approved",
    ],
)
def test_an_approval_is_told_in_many_words(waiting: Any, said: str) -> None:
    """And the next cycle is proposed."""
    text = waiting.say(said)

    found = declared(waiting)
    assert found is not None
    assert found.outcome is Outcome.APPROVED
    assert "Was your MLS renewed until Mon 31 Dec 2029?" in text


def test_an_approval_may_say_the_new_end(waiting: Any) -> None:
    """It is proposed as it was said."""
    assert "until Thu 31 Jan 2030?" in waiting.say("approved, now good until 2030-01-31")
    waiting.say("yes")

    assert ends(waiting) == date(2030, 1, 31)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("they want my certificates", Outcome.AUDIT),
        ("they asked for more papers", Outcome.AUDIT),
        ("I have been selected for an audit", Outcome.AUDIT),
        ("they denied it", Outcome.REJECTED),
        ("my declaration was turned down", Outcome.REJECTED),
    ],
)
def test_bad_news_is_plain_too(waiting: Any, said: str, outcome: Outcome) -> None:
    """Papers asked for, and rejected."""
    waiting.say(said)

    found = declared(waiting)
    assert found is not None
    assert found.outcome is outcome


# --- renewed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "person", [SHORT, replace(SHORT, holdings=(Holding(SBB, ENDS, declared=Declared(NOV_10)),))]
)
@pytest.mark.parametrize(
    "said",
    [
        "I renewed SBB yesterday",
        "SBB was renewed",
        "I renewed my SBB on Nov 20",
        "ascp renewed my SBB",
    ],
)
def test_a_renewal_is_never_an_expiry_of_yesterday(talker: Any, person: Person, said: str) -> None:
    """It once became ‘expires yesterday’, and a yes made the credential expired."""
    talker.person = person

    assert "Was your SBB renewed until Mon 31 Dec 2029?" in talker.say(said)
    assert talker.recorded == 0


@pytest.mark.parametrize(
    "said",
    [
        "SBB got approved yesterday",
        "SBB approved, new expiry 2029-12-31",
        "I got my renewal letter",
        "my SBB was renewed until 2029-12-31",
    ],
)
def test_an_approval_without_a_declaration_asks_for_the_renewal(short: Any, said: str) -> None:
    """Somebody who never told of the declaration tells of the letter."""
    assert "Was your SBB renewed until Mon 31 Dec 2029?" in short.say(said)
    short.say("yes")
    assert ends(short) == date(2029, 12, 31)


def test_a_renewal_long_before_the_end_is_no_new_expiry(talker: Any) -> None:
    """The cycle that is noted may be the renewed one."""
    talker.person = Person((Holding(SBB, date(2028, 12, 31)),))
    text = talker.say("I renewed SBB yesterday")

    assert "noted until Sun 31 Dec 2028" in text
    assert "Change expiry" in talker.labels
    assert talker.recorded == 0


@pytest.mark.parametrize(
    "said", ["I renewed my library card", "I renewed my state license yesterday"]
)
def test_other_things_are_renewed_too(short: Any, said: str) -> None:
    """Nothing is asked of a library card."""
    assert "Was your SBB renewed" not in short.say(said)
    assert short.recorded == 0


def test_nobody_is_told_for_sure_that_surplus_points_are_lost(short: Any) -> None:
    """Facts, section 8: whether they carry over is not known."""
    text = short.say("SBB was renewed")

    assert "No source says that surplus points carry over" in text


def test_what_is_plain_is_plain_at_any_question(new_talker: Callable[..., Any]) -> None:
    """In the middle of a draft a declaration is heard, a title that only sounds like one is not."""
    talker = new_talker(person=COMPLETE)
    talker.say("/add")
    talker.say("my coworker declared her SBB yesterday")
    assert talker.recorded == 0
    talker.say("I declared my SBB yesterday")
    assert declared(talker) == Declared(NOV_22)


@pytest.mark.parametrize(
    "said",
    ["SBB should be declared yesterday", "undeclared SBB yesterday", "I did my SBB yesterday"],
)
def test_what_was_done_yesterday_is_no_expiry_of_yesterday(short: Any, said: str) -> None:
    """An expiry is said with a date, or with a word for it."""
    assert "Change your SBB" not in short.say(said)


def test_an_expiry_of_yesterday_is_heard_with_a_word_for_it(short: Any) -> None:
    """Whose credential has expired can still say so."""
    assert "Change your SBB" in short.say("my SBB expired yesterday")


@pytest.mark.parametrize(
    "said", ["how are people picked for audit", "who gets audited", "do many people get audited"]
)
def test_a_question_about_audits_is_answered(waiting: Any, said: str) -> None:
    """Other people in a question are no news of them."""
    assert "noted nothing" not in waiting.say(said)
    assert waiting.recorded == 0


def test_another_day_replaces_the_one_that_is_noted_only_with_a_yes(waiting: Any) -> None:
    """Both days are said."""
    text = waiting.say("I declared my MLS yesterday")

    assert "Noted so far is Tue 10 Nov 2026" in text
    assert declared(waiting) == Declared(NOV_10)
    waiting.say("yes")
    assert declared(waiting) == Declared(NOV_22)


@pytest.mark.parametrize("answer", ["no", "No.", "not yet"])
def test_a_renewal_that_was_not_one_changes_nothing(short: Any, answer: str) -> None:
    """The question for the new end can be answered with no."""
    short.say("SBB was renewed")

    assert "nothing changes for your SBB" in short.say(answer)
    assert ends(short) == ENDS
    assert not short.talk.threads
