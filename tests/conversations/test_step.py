"""The door into every conversation: commands, stale and standing buttons, Back, Cancel."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cmp_rules.model import CredentialKey, Scheme
from conversations import wording
from conversations.history.kept import History
from conversations.model import Pressed, Said, Sent, Talk, When
from conversations.person import Person
from conversations.step import MOST_THREADS, present, step

SENTENCE = "1.5 hours antibody identification from LabCE yesterday, blood banking"


def test_two_credentials_are_set_up_by_one_sentence(talker) -> None:
    """Issue: free text works from the first day."""
    talker.say("/start")
    talker.say("I hold MLS and SBB, both expire 2027-06-30")
    assert [(str(h.key), h.cycle_ends) for h in talker.person.holdings] == [
        ("MLS(ASCP)", date(2027, 6, 30)),
        ("SBB(ASCP)", date(2027, 6, 30)),
    ]


def test_a_sentence_makes_a_draft_that_save_records(certified) -> None:
    """Issue: the sentence, then [Save]."""
    certified.say(SENTENCE)
    assert certified.person.activities == ()
    assert "Not saved yet" in certified.text
    certified.press("Save")
    (activity,) = certified.person.activities
    assert (activity.title, activity.provider) == ("antibody identification", "LabCE")
    assert (activity.date, activity.points) == (date(2026, 11, 22), Decimal("1.5"))


def test_the_sbb_answer_names_every_figure(certified) -> None:
    """Issue: 8.5 blood banking, 1 safety, 1 ethics and 34.5 in all."""
    certified.say(SENTENCE)
    certified.press("Save")
    text = certified.say("what do I still need for my SBB?")
    for figure in ("34.5 points", "8.5 blood banking", "1 medical ethics"):
        assert figure in text
    assert "1 laboratory or patient safety" in text
    assert "antibody identification, 22 Nov 2026" in text
    assert "Not confirmed" in text


def test_a_stale_button_draws_the_present_question_again(certified) -> None:
    """Design 3: a question button pressed later does nothing."""
    certified.say("/add")
    certified.say("Something")
    old = certified.data("Leave it out")
    certified.press("Leave it out")
    before = certified.talk.threads
    certified.press_data(old)
    assert certified.talk.threads == before
    assert "When did you complete it?" in certified.text
    certified.press("Today")
    assert "How many points" in certified.text


def test_a_press_with_nothing_open_says_so_kindly(talker) -> None:
    """A keyboard of the past, the conversation long closed."""
    assert "nothing to answer" in talker.press_data("3:save")


def test_a_doubled_save_records_once(certified) -> None:
    """A doubled press does no harm."""
    certified.say(SENTENCE)
    save = certified.data("Save")
    certified.press_data(save)
    certified.press_data(save)
    assert len(certified.person.activities) == 1


def test_undo_twice_and_put_back_twice_do_no_harm(certified) -> None:
    """Design 3: standing buttons are harmless when repeated."""
    certified.say(SENTENCE)
    certified.press("Save")
    undo = certified.data("Undo")
    certified.press_data(undo)
    assert certified.person.activities == ()
    assert "removed already" in certified.press_data(undo)
    certified.press("Put it back")
    assert len(certified.person.activities) == 1
    assert "there already" in certified.press_data("!restore:1")


def test_a_made_up_record_leads_nowhere(certified) -> None:
    """Standing buttons look records up among the person's own."""
    for data in ("!undo:7", "!entry:-1", "!edit:x", "!holding:HT.ASCP", "!expiry:ZZ.ASCP", "!x:y"):
        certified.press_data(data)
        assert certified.talk.threads == ()
    assert certified.recorded == 2


def test_cancel_can_be_taken_back(certified) -> None:
    """A lost draft costs a person's time."""
    certified.say("/add")
    certified.say("Antibody titration")
    certified.say("cancel")
    assert certified.talk.threads == ()
    certified.press("Bring it back")
    assert "Who gave it?" in certified.text


def test_back_returns_to_the_question_before(certified) -> None:
    """Back works in every state, also typed."""
    certified.say("/add")
    certified.say("Antibody titration")
    assert "What was it called?" in certified.press("Back")
    certified.say("Antibody titration")
    certified.press("Leave it out")
    assert "Who gave it?" in certified.say("back")


def test_a_question_in_the_middle_of_a_draft_is_answered_and_the_draft_stays(certified) -> None:
    """Design: a question is served at any time."""
    certified.say("/add")
    certified.say("Antibody titration")
    text = certified.say("what do I still need for my SBB?")
    assert "36 points still missing" in text
    assert "Who gave it?" in text
    certified.press("Leave it out")
    assert "When did you complete it?" in certified.text


def test_a_second_ce_waits_for_no_one_and_loses_nothing(certified) -> None:
    """A further sentence opens a further draft; the first comes back."""
    certified.say(SENTENCE)
    certified.say("1 hour HLA typing, AABB, today, immunology")
    certified.press("Save")
    assert "antibody identification" in certified.text
    certified.press("Save")
    titles = [activity.title for activity in certified.person.activities]
    assert titles == ["HLA typing", "antibody identification"]


def test_too_many_open_conversations_are_refused_and_none_is_lost(certified) -> None:
    """A bound on the state that storage keeps."""
    for number in range(MOST_THREADS + 2):
        certified.say("/add")
        certified.say(f"Course {number}")
    assert len(certified.talk.threads) == MOST_THREADS
    assert "Course" in certified.text


def test_the_question_can_be_drawn_again_after_a_restart(certified) -> None:
    """Asking is a function of the state."""
    certified.say(SENTENCE)
    talk, screen = present(certified.talk, certified.person, certified.when)
    assert screen is not None
    assert talk.number == certified.talk.number + 1
    assert screen.text == certified.screens[-1].text


def test_a_press_may_edit_its_message_and_words_get_a_new_one(certified) -> None:
    """Decision 1: an edit far above what was just typed is not seen."""
    certified.say("/add")
    assert [screen.edits for screen in certified.screens] == [False]
    certified.say("Title")
    certified.press("Leave it out")
    assert [screen.edits for screen in certified.screens] == [True]


def test_an_international_credential_is_never_confirmed(talker) -> None:
    """Facts, section 4: points of ASCPi credentials are unknown."""
    talker.say("I hold MLS(ASCPi), expires 2027-06-30")
    assert talker.person.holdings[0].key == CredentialKey("MLS", Scheme.ASCPI)
    text = talker.say("what do I still need for my MLS?")
    assert "not known" in text
    assert "confirmed by" not in text


def test_an_unknown_figure_can_be_filled_in(talker) -> None:
    """Issue: unknown figures can be filled in by the person, and theirs wins."""
    talker.say("I hold PBT, expires 2027-06-30")
    talker.press_data("!figures:PBT.ASCP")
    talker.press("Phlebotomy")
    talker.say("4")
    assert talker.person.holdings[0].adjustments.slots == {"phlebotomy": Decimal(4)}
    assert "your own figure" in talker.text


BAD = (
    "",
    " ",
    "x" * 5000,
    "🙂",
    "<b>bold</b> & <script>",
    "5 May 1890",
    "-3",
    "1e9",
    "31 feb",
    "/nonsense",
    "\u202e\x00\ud83d",
)
DOORS = (
    (),
    ("/add",),
    ("/add", "T"),
    ("/add", "T", "P"),
    ("/add", "T", "P", "[Today]"),
    ("/add", "T", "P", "[Today]", "[1]"),
    ("/add", "T", "P", "[Today]", "[1]", "[CE course]"),
    ("/add", "T", "P", "[Today]", "[1]", "[CE course]", "[Safety]"),
    ("/start", "[Add my credentials]"),
    ("/credentials", "[MLS]", "[Change expiry]"),
    ("/settings", "[Change time zone]"),
)


def test_bad_input_everywhere_gets_a_sentence_and_loses_nothing(new_talker) -> None:
    """Issue: empty, 5,000 characters, emoji, HTML, 1890, -3, 1e9, a stale button."""
    for door in DOORS:
        for bad in BAD:
            talker = new_talker()
            if door[:1] in (("/credentials",),):
                talker.say("I hold MLS, expires 2027-06-30")
            for line in door:
                if line.startswith("["):
                    talker.press(line[1:-1])
                else:
                    talker.say(line)
            recorded, depth = talker.recorded, len(talker.talk.threads)
            assert talker.say(bad).strip()
            assert talker.recorded == recorded
            assert len(talker.talk.threads) >= depth
            talker.press_data("0:save")
            assert talker.recorded == recorded


words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            SENTENCE,
            "/add",
            "/start",
            "/list",
            "/credentials",
            "/settings",
            "/cancel",
            "back",
            "save",
            "yes",
            "2 CEU",
            "3/2",
            "1 safety, 2 micro",
            "June 2027",
            "what do I still need",
            "I hold MLS and SBB, both expire 2027-06-30",
            "undo",
        ]
    ),
)
moves = st.lists(st.one_of(words, st.integers(0, 30)), max_size=14)


def confirms(text: str) -> bool:
    """Whether a word is a plain yes to what was shown."""
    return text.strip().strip(".!").casefold() in wording.YES


@settings(max_examples=150, deadline=None)
@given(moves)
@example([SENTENCE, "save", 4, "undo"])
@example([SENTENCE, "save", 4, "DNOU"])
def test_whatever_is_said_or_pressed_is_answered_and_fits_telegram(moves: list[str | int]) -> None:
    """Any text, any button, any order: always answers, can always be left, limits hold."""
    when = When(datetime(2026, 11, 23, 15, tzinfo=UTC), date(2026, 11, 23))
    talk, person, screens = Talk(), Person(), ()
    for move in moves:
        if isinstance(move, str):
            event = Said(move, when)
        else:
            buttons = [b for s in screens for row in s.buttons for b in row]
            data = buttons[move % len(buttons)].data if buttons else f"{move}:save"
            event = Pressed(data, when) if move % 7 else Sent("photo", when)
        before = person
        result = step(talk, event, person)
        if result.needs:  # an entry without a change yet
            past = History(result.needs, ())
            result = step(talk, event, replace(person, history=past))
        talk, screens = result.talk, result.screens
        person = person.after(result.changes)
        assert screens
        known = {*before.activities, *before.removed}  # undo brings back what was removed
        if set(person.activities) - known and len(person.activities) > len(before.activities):
            assert isinstance(event, Pressed) or confirms(event.text)
        for screen in screens:
            assert screen.text.strip()
            assert len(screen.buttons) <= 5
            for row in screen.buttons:
                assert 1 <= len(row) <= 4
                for button in row:
                    assert 1 <= len(button.label) <= 26
                    assert len(button.data.encode()) <= 64
        assert sum(s.asks for s in screens) <= 1
    for _ in range(MOST_THREADS):
        talk = step(talk, Said("/cancel", when), person).talk
    assert talk.threads == ()


def test_a_whole_sentence_answers_which_credentials(talker) -> None:
    """Fewer taps: codes and dates in one line, also where only codes are asked."""
    talker.say("/credentials")
    talker.say("MLS and SBB, both expire June 2027")
    assert len(talker.person.holdings) == 2
    assert talker.talk.threads == ()


def test_a_date_answers_for_what_is_ticked(talker) -> None:
    """Nobody reads "then Done"."""
    talker.say("/credentials")
    talker.press("HT")
    talker.say("june 2027")
    assert talker.person.holdings[0].cycle_ends == date(2027, 6, 30)
