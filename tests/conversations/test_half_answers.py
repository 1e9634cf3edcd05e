"""Questions that were answered by half, or surer than the facts."""

import pytest


@pytest.mark.parametrize(
    "said",
    [
        "what do I need for SBB by when",
        "what do i still need for my SBB and by when",
        "how many points do I need for SBB and when is it due",
        "when and how many points do i need for SBB",
        "how much is left for SBB and what's the deadline",
    ],
)
def test_what_and_by_when_are_both_answered(certified, said: str) -> None:
    """Points and dates stand on one screen."""
    text = certified.say(said)
    assert "36 points" in text
    assert "Declare by Sun 30 May 2027" in text


@pytest.mark.parametrize(
    "said",
    [
        "when do i need to declare SBB",
        "what date do I need to be done with SBB by",
        "how much time do I have left for SBB, when is it due",
        "when does my SBB expire",
    ],
)
def test_when_alone_is_answered_with_the_dates(certified, said: str) -> None:
    """Who asks for a day is told a day."""
    text = certified.say(said)
    assert "Your dates" in text
    assert "36 points" not in text


@pytest.mark.parametrize(
    "said",
    [
        "what reminders do i have",
        "which reminders are set",
        "how many reminders will you send me",
        "are there any reminders",
        "do i have any reminders set up",
    ],
)
def test_which_reminders_there_are_shows_them(certified, said: str) -> None:
    """They are not the points that are missing."""
    assert "Your reminders\nMLS and SBB\n• Wed 30 Dec 2026" in certified.say(said)


@pytest.mark.parametrize(
    "said",
    [
        "start over",
        "Can I start over?",
        "start again please",
        "reset everything",
        "restart",
        "let's start from scratch",
        "I want to begin again",
    ],
)
def test_who_wants_to_start_over_hears_what_can_be(certified, said: str) -> None:
    """Nothing is thrown away for a word."""
    before = certified.person
    text = certified.say(said)
    assert "Nothing was thrown away." in text
    assert "/delete" in text
    assert certified.person == before
    assert not certified.talk.threads


def test_in_the_middle_of_a_question_cancel_is_offered_first(certified) -> None:
    """The question stays; its words are no date."""
    certified.say("I hold HT")
    text = certified.say("start over")
    assert "• This question: press Cancel" in text
    assert "When does your HT expire?" in text
    certified.say("/cancel")
    certified.say("1 h DIC today")
    assert "Press Cancel to drop it" in certified.say("start over")


@pytest.mark.parametrize(
    "said",
    ["do my points start over after I renew", "does it all start over from zero next cycle"],
)
def test_whether_points_start_over_is_another_question(certified, said: str) -> None:
    """It is about surplus points."""
    assert "Surplus points" in certified.say(said)


@pytest.mark.parametrize(
    "said",
    [
        "how many points for a journal article",
        "how many points for giving a talk",
        "how many points for writing an article",
        "how many points for teaching students",
        "how many points do I get for a lecture i gave",
        "how many points for serving on a committee",
    ],
)
def test_what_a_kind_brings_is_said_to_be_unknown(certified, said: str) -> None:
    """cmp-facts section 6: no current figure is known of these."""
    assert "How many points it brings is not known" in certified.say(said)


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("how many points for an in-service", "1 contact hour is 1 point."),
        ("how many points for a college course", "1 semester hour is 15 points."),
    ],
)
def test_a_figure_that_is_known_is_given(certified, said: str, figure: str) -> None:
    """GUIDE, confirmed."""
    text = certified.say(said)
    assert figure in text
    assert "How many points it brings is not known" not in text


def test_another_kind_is_unknown_as_well(certified) -> None:
    """No answer on limits passes for one on points."""
    assert "is not known" in certified.say("how many points is a podcast")


@pytest.mark.parametrize(
    "ce",
    ["1 h medical ethics course from labce yesterday", "1 h DAT, labce, today, general"],
)
def test_where_no_requirement_is_known_no_electives_are_claimed(talker, ce: str) -> None:
    """cmp-facts section 4: the points of each ASCPi credential are unknown."""
    talker.say("I hold MLS(ASCPi) expires 2027-06-30")
    text = talker.say(ce)
    assert "MLS(ASCPi): 1 point collected; which requirement they fill is not known" in text
    assert "electives" not in talker.say("save")


def test_what_is_logged_in_an_area_of_unknown_size_is_counted_there(talker) -> None:
    """One point that stands beneath is no zero above."""
    talker.say("I hold MLS(ASCPi) expires 2027-06-30")
    talker.say("1 h medical ethics course from labce yesterday")
    talker.say("save")
    assert "MLS(ASCPi): how many is not known, 1 collected" in talker.say(
        "how many points do i have in ethics"
    )


def test_where_the_requirement_is_known_it_is_named_as_before(certified) -> None:
    """Nothing changes where figures are known."""
    text = certified.say("1 h medical ethics course from labce yesterday")
    assert "MLS: 1 to medical ethics" in text


@pytest.mark.parametrize(
    ("said", "paper"),
    [
        ("the CE is from my employer, which paper do I keep", "The employer's letter"),
        ("what do I keep for an audit for an in-service", "letterhead"),
        ("which paper for a college course", "transcript"),
    ],
)
def test_papers_for_an_audit_are_answered_as_before(certified, said: str, paper: str) -> None:
    """GUIDE and AUDIT."""
    assert paper in certified.say(said)
