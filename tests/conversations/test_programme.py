"""Questions about the programme, as people ask them: the right answer, and how sure it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from cmp_rules.programme_answers import Answer, programme_answers
from conversations.answers import programme
from conversations.model import Said, When
from conversations.person import Person
from conversations.reading.sentences.sentence import Intent, Understood, understand

TODAY = date(2026, 11, 23)
NOW = When(datetime(2026, 11, 23, 15, tzinfo=UTC), TODAY)

ASKED = [
    ("does reading an article and taking the quiz count", "eligible.journal_article"),
    ("do i get credit for hippa", "eligible.hipaa"),
    ("dose staff meeting count", "eligible.staff_meeting"),
    ("I gave a lecture to students for 3 hours, does that count", "eligible.presentation"),
    ("would a podcast be ok", "eligible.open_course"),
    ("is a udemy course accepted", "eligible.open_course"),
    ("are medialab courses accepted by ascp", "eligible.provider"),
    ("does CPR count for anything", "eligible.life_support"),
    ("can i use a class i took before i was certified", "eligible.outside_cycle"),
    ("can i count precepting students", "eligible.training_others"),
    ("does QA training count as safety", "eligible.quality"),
    ("what counts as blood banking", "eligible.blood_banking"),
    ("do in services count", "eligible.in_service"),
    ("does being on a comittee count", "eligible.committee"),
    ("can i use a course from nursing", "eligible.other_profession"),
    ("max points from college clases?", "limits.college_course"),
    ("how many points is publishing an article worth", "limits.publication"),
    ("can i do everything online", "limits.pace"),
    ("how many points is 2 semester hours", "units.converted"),
    ("what is a ceu worth", "units.ceu"),
    ("how long is a contact hour", "units.minutes"),
    ("can i enter half points", "units.fractions"),
    ("can one webinar count for my MLS and my SBB", "share.usual"),
    ("so do i need 36 for each one?", "share.total"),
    ("i have bb and sbb do i have to keep both", "share.same_field"),
    ("can i retake the same labce course and count it again", "duplicate.usual"),
    ("how does an audit work", "audit.usual"),
    ("what are the odds of being audited", "audit.chance"),
    ("i got picked for an audit, what do i do", "audit.audited"),
    ("what happens if i fail the audit", "audit.failed"),
    ("what papers do i need for a college course", "proof.college_course"),
    ("what papers for an in-service", "proof.in_service"),
    ("what proof for an inservice", "proof.in_service"),
    ("do they need originals", "proof.original"),
    ("how long should i keep my certificates", "record_keeping.usual"),
    ("what happens if it expires", "lapse.usual"),
    ("is there a grace peroid", "lapse.grace"),
    ("what if i am 2 points short when it expires", "lapse.short"),
    ("can i keep working if my certification lapses", "lapse.work"),
    ("how do i get reinstated", "reinstatement.usual"),
    ("do i need to take the test again if it lapsed", "reinstatement.exam"),
    ("how much is reinstatement", "fees.reinstatement"),
    ("what does renewal cost", "fees.usual"),
    ("whats the late fee", "fees.late"),
    ("can i get my money back", "fees.refund"),
    ("do i pay for each credential", "fees.several"),
    ("i was certified in 2003 as an MT, do i have to do cmp", "participate.certified"),
    ("certified SBB in 2005, is it mandatory", "participate.certified"),
    ("is CMP required for pathologists assistants", "participate.certified"),
    ("former NCA, do i have to do this", "participate.nca"),
    ("im retired do i have to keep doing this", "inactive.retired"),
    ("i'm deployed overseas can i get an extension", "inactive.hardship"),
    ("how do i renew", "renew.usual"),
    ("how do i enter my points on ascps website", "enter.usual"),
    ("does labce send credits to ascp automatically", "enter.automatic"),
    ("can you submit it for me", "enter.from_here"),
    ("my labce credits dont show up at ascp", "missing_credit.usual"),
    ("do extra points carry over", "cycle.carry_over"),
    ("how often do i have to renew", "cycle.length"),
    ("what is CMLE", "definition.cmle"),
    ("whats PACE", "definition.pace"),
    ("what does CM after MLS mean", "definition.cm"),
    ("what does BOC mean", "definition.boc"),
    ("what is an elective", "definition.elective"),
    ("what does DLM stand for", "definition.code"),
    ("what's ASCPi", "definition.ascpi"),
    ("why did blood bank go from 2 to 8", "why_program.eight_points"),
    ("where can i find free ce", "find_ce.free"),
    ("where do i get ethics credits", "find_ce.ethics_safety"),
    ("how many hours does california want", "state_license.california"),
    ("does florida need ce", "state_license.florida"),
    ("new york license ce", "state_license.new_york"),
    ("what about amt", "state_license.amt"),
    ("are you part of ascp", "about.official"),
    ("am i talking to a human", "about.person"),
    ("does ascp see what i write here", "privacy.ascp"),
    ("can my boss see this", "privacy.employer"),
    ("is ethics required", "requirements.ethics"),
    ("late fee", "fees.late"),
    ("refund?", "fees.refund"),
    ("audit", "audit.usual"),
    ("california", "state_license.california"),
    ("carry over?", "cycle.carry_over"),
]


def understood(text: str) -> Understood:
    return understand(text, today=TODAY, order="mdy")


def found(text: str, person: Person | None = None) -> Answer | None:
    return programme.find(understood(text), text, person or Person(), NOW)


@pytest.mark.parametrize(("text", "name"), ASKED, ids=[text for text, _ in ASKED])
def test_a_question_gets_its_answer(text: str, name: str) -> None:
    """Issue 4: questions in their words, with typos, without a question mark."""
    answer = found(text)
    assert answer is not None
    assert answer.name == name


@pytest.mark.parametrize("answer", programme_answers().values(), ids=programme_answers())
def test_every_word_finds_its_own_answer(answer: Answer) -> None:
    """No answer of the catalogue is out of reach."""
    for intent in answer.intents:
        for word in answer.words:
            asked = Understood(Intent(intent), 1.0)
            reached = programme.find(asked, word, Person(), NOW)
            assert reached is not None
            assert reached.name == answer.name, word


@pytest.mark.parametrize(
    "text",
    [
        "does HIPAA count for ethics?",
        "does CPR count for anything",
        "can i take the same course twice",
        "is there a grace period",
        "do i have to retake the exam if it expired",
        "how long do i have to keep my certificates",
        "is there an emeritus status",
        "do extra points carry over to the next cycle",
        "what does new york require",
        "can i count mentoring",
        "is a screenshot enough as proof",
    ],
)
def test_what_no_source_says_is_said_to_be_unknown(talker, text: str) -> None:
    """Product: "I can't tell" with the link beats a wrong number."""
    answer = talker.say(text)
    unknown = ("I can't tell", "not known", "I know of none", "is not known to me")
    assert any(words in answer for words in unknown)
    assert "See https://www." in answer
    assert "Confirmed by ASCP's own pages;" not in answer


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("do staff meetings count", "Confirmed by ASCP's own pages; as of 23 Nov 2026."),
        ("what is an elective", "Not confirmed by ASCP's pages: reported elsewhere;"),
        ("would ACLS count", "Not known: no source I have says it; as of 23 Nov 2026."),
        ("how much does it cost to renew", "except where marked or where not known; as of"),
        ("how much does it cost to renew", "$95, about 2020. (not confirmed)"),
    ],
)
def test_an_answer_says_how_sure_it_is(talker, text: str, sure: str) -> None:
    """Design 5: built on less than confirmed, an answer says so in one line."""
    assert sure in talker.say(text)


# --- must I take part? -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("certified MLS in 2003, do i have to take part", "MLS, certified 2003: no, it is vol"),
        ("certified MLS in 2004, do i have to take part", "MLS, certified 2004: yes, you must"),
        ("certified SBB 2005, do i have to take part", "SBB, certified 2005: no, it is voluntary"),
        ("certified SBB 2006, do i have to take part", "SBB, certified 2006: yes, you must"),
        ("i got my PA in 1990, do i have to take part", "PA: every holder must take part"),
        ("QIHC since 1999, am i required to participate", "QIHC: every holder must take part"),
        ("MLS(ASCPi) 2011, do i have to take part", "MLS(ASCPi), certified 2011: no, it is vol"),
        ("do technologists from before 2004 have to do CMP", "certified 2003: no, it is voluntary"),
        ("I was certified in '98, must I take part?", "scientists, certified 1998: no"),
        ("is CMP mandatory for SBB", "on or after 1 Jan 2006; before that it is voluntary"),
        ("is CMP mandatory", "on or after 1 Jan 2004"),
    ],
)  # fmt: skip
def test_taking_part_depends_on_credential_and_year(talker, text: str, says: str) -> None:
    """ASCP, "Participation in CMP": 2004, 2006, 2012, or everybody."""
    assert says in talker.say(text)


def test_a_year_alone_is_answered_for_every_class(talker) -> None:
    """Who says no credential may hold any."""
    said = talker.say("i was certified in 2005, is CMP required for me")
    assert "Technicians, technologists, scientists, certified 2005: yes, you must" in said
    assert "Specialists and diplomates, certified 2005: no, it is voluntary" in said
    assert "International (ASCPi), certified 2005: no, it is voluntary" in said
    assert "pathologists' assistants: every holder must" in said


def test_who_seems_exempt_is_warned(talker) -> None:
    """A wrong "you need not" can cost a licence: former NCA holders must, whatever the year."""
    said = talker.say("certified MLS in 1998, do i have to take part")
    assert "Former NCA holders must take part" in said
    assert "ask ASCP before you rely on this" in said


def test_a_year_to_come_is_no_year_of_certification(talker) -> None:
    """A typo must not make somebody exempt."""
    assert "certified 2030" not in talker.say("certified MLS 2030 do i have to take part")


# --- worked out for the person ---------------------------------------------------------------


def test_the_college_limit_is_worked_out_for_each_credential(certified) -> None:
    """Half of 36, by ASCP's guidelines; the total itself is reported by third parties."""
    said = certified.say("how many points can I get from college courses")
    assert "At most 50% of the credential's total." in said
    assert "MLS: at most 18 of 36 points. (not confirmed)" in said
    assert "SBB: at most 18 of 36 points. (not confirmed)" in said


def test_the_college_limit_of_an_unknown_total_is_not_guessed(talker) -> None:
    """MLA: nobody knows its total."""
    said = talker.say("max college points for MLA")
    assert "MLA: how many in all is not known, so I can't tell." in said


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("convert 3 quarter hours to points", "3 quarter hours: 30 points"),
        ("how many points is 2 semester hours", "2 semester hours: 30 points"),
        ("how many points is one semester hour", "1 semester hour: 15 points"),
    ],
)
def test_college_hours_are_converted(talker, text: str, points: str) -> None:
    """ASCP, "Guidelines for earning CEs": 10 and 15."""
    assert points in talker.say(text)


def test_renewing_shows_the_days_of_the_person(certified) -> None:
    """Product: reminders and answers count to expiry minus one month."""
    said = certified.say("how do i renew my SBB")
    assert "Your SBB: declare from 1 Apr 2027, best by 30 May 2027; expires 30 Jun 2027." in said
    assert "Your MLS" not in said


def test_the_days_of_the_person_come_before_those_of_the_programme(certified) -> None:
    """Who has credentials here asks for their own dates."""
    assert "Declare by Sun 30 May 2027" in certified.say("when can I declare")
    assert "Surplus points" in certified.say("do extra points carry over")


def test_without_credentials_the_days_are_told_in_general(talker) -> None:
    """ASCP, "Submit CMP declaration"."""
    said = talker.say("when can i submit my declaration")
    assert "opens 3 months (90 days) before" in said
    assert "Add my credentials" in talker.labels


# --- in the middle of something --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("what is a CEU", "What a CEU is worth"),
        ("does a staff meeting count?", "do not count"),
        ("can I use one course for both my credentials", "the same CE may serve several"),
    ],
)
def test_a_question_in_the_middle_of_a_draft_is_answered_and_the_draft_stays(
    certified, text: str, says: str
) -> None:
    """Design: a question is served at any time."""
    certified.say("HLA typing, LabCE, yesterday")
    open_talks = certified.talk.threads
    assert says in certified.say(text)
    assert certified.talk.threads == open_talks


@pytest.mark.parametrize(
    "title",
    [
        "How to survive an audit",
        "Why Ethics Matters",
        "What to Keep: Record Retention in the Clinical Laboratory",
        "How long should we keep blood smears?",
        "What happens if the freezer fails?",
        "State licensure: is it needed?",
        "Can you trust your QC?",
        "How much blood is too much?",
    ],
)
def test_a_title_that_looks_like_a_question_stays_a_title(
    talker, new_talker: Callable[..., object], title: str
) -> None:
    """A title must never be impossible to type."""
    from conversations.commands import is_question

    assert not is_question(Said(title, NOW), Person())
    talker.say("/add")
    talker.say(title)
    assert title in talker.text


# --- what asks nothing, and what is not for this bot -----------------------------------------


@pytest.mark.parametrize(
    "text", ["how do i pass the mls exam", "tell me a joke", "what is a normal platelet count"]
)
def test_what_is_not_for_this_bot_is_declined_in_one_line(talker, text: str) -> None:
    """Issue 4: declined in one line with what the bot can do."""
    said = talker.say(text)
    assert said.startswith("I can't help with that. I can log your CEs")
    assert "\n" not in said


def test_a_remark_records_nothing(talker) -> None:
    """Nothing is recorded without Save."""
    assert "I recorded nothing from that" in talker.say("I have been a tech for 20 years")
    assert "save you time" in talker.say("so sick of this program")
    assert talker.recorded == 0
