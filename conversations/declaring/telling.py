"""What a message tells of a declaration, and whether it is plainly the speaker's own news.

Something is recorded only from plain words of one's own: what stands before it has to be known
word by word. Other people's news, wishes and denials say nothing; what is in doubt is asked.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from conversations.declaring.vocabulary import (
    AHEAD,
    ANY,
    ARTICLE,
    ASKS,
    CORES,
    COURSES,
    ITS_PAPERS,
    KNOWN,
    NO,
    NOT,
    NOT_YET,
    OBJECT,
    OF_SEVERAL,
    OPENS_WITH_NO,
    OTHERS,
    PASSIVE,
    PLACES,
    TAIL,
    THEY,
    WEAK,
    WHETHER,
    WISHED,
    What,
)
from conversations.declaring.words import Sentence
from conversations.reading.dates import DateRead


class How(StrEnum):
    """How it is told; of two in one message the first of these counts."""

    PLAIN = "plain"
    UNSURE = "unsure"  # perhaps their own: ask
    DENIED = "denied"
    OTHERS = "others"  # of somebody else, or only wished or thought
    ASKED = "asked"
    AHEAD = "ahead"  # planned, supposed, to come


@dataclass(frozen=True, slots=True)
class Told:
    """What was told, and how."""

    what: What
    how: How


def may_tell(text: str) -> bool:
    """Whether a message has any of the words without which it tells nothing of a declaration."""
    return ANY.search(text) is not None


def telling(said: Sentence) -> Told | None:
    """Return what a message tells of a declaration; None where it tells nothing of one."""
    order = list(How)
    found = [
        Told(what, _how(said.words, core, what))
        for what, cores in CORES.items()
        for core in (each for pattern in cores for each in pattern.finditer(said.words))
        if _is_meant(said.words, core, what)
    ]
    return min(found, key=lambda told: order.index(told.how), default=None)


def asks_whether(said: Sentence) -> bool:
    """Whether "have I declared my SBB?" is asked, and nothing about times to come."""
    near = said.words
    return bool(WHETHER.search(near)) and not AHEAD.search(near) and not OTHERS.search(near)


def day_told(said: Sentence) -> DateRead | None:
    """Return the day of "I submitted it yesterday"; None where that is not told as done."""
    told = telling(said)
    done = told is not None and told.what is What.DECLARED and told.how in (How.PLAIN, How.UNSURE)
    return said.day if done else None


def denies(said: Sentence) -> bool:
    """Whether the question for the day is answered with "no", "not yet" or "I did not"."""
    told = telling(said)
    return NO.match(said.words) is not None or (told is not None and told.how is How.DENIED)


def _is_meant(words: str, core: re.Match[str], what: What) -> bool:
    """Whether the words around say it of a declaration or credential, and not of something else."""
    before, after = words[: core.start()], words[core.end() :]
    match what:
        case What.REJECTED | What.APPROVED if " " not in core.group():
            if COURSES.search(words) or ITS_PAPERS.match(after):
                return False
            return bool(PASSIVE.search(before)) or _unsaid_subject(before)
        case What.RENEWED:
            if OBJECT.match(after):
                return bool(re.search(r" (?:CRED|it|they|i|we) ", words)) or before == " "
            return " CRED " in words
        case What.DECLARED if core.group() == "declared":
            if OBJECT.match(after):
                return True
            return " CRED " in words and not ARTICLE.match(after)
    return True


def _unsaid_subject(before: str) -> bool:
    """Whether somebody else acts: "my boss approved it" is told, if not of a declaration."""
    return bool(OTHERS.search(before))


def _how(words: str, core: re.Match[str], what: What) -> How:
    """Judge how something is told by what stands around it."""
    if ASKS.search(words):
        return How.AHEAD if NOT_YET.search(words[: core.start()]) else How.ASKED
    before, after = OPENS_WITH_NO.sub(" ,", words[: core.start()]), words[core.end() :]
    cut = min((at for at in (after.find(" , "), after.find(" ? ")) if at >= 0), default=len(after))
    tail, rest = after[:cut] + " ", after[cut:]
    near = f"{before}{core.group()}{tail}"
    if _is_of_others(before, near, what):
        return How.OTHERS
    if AHEAD.search(before) or AHEAD.search(tail) or NOT_YET.search(before):
        return How.AHEAD
    if rest.startswith(" ? ") or " ? " in before:
        return How.ASKED
    if NOT.search(near):
        return How.DENIED
    doubted = any(each.search(rest) for each in (OTHERS, WISHED, AHEAD, NOT)) or "?" in rest
    strange = set(before.split()) - KNOWN or set(tail.split()) - TAIL
    weak = WEAK.match(core.group()) or (what is What.DECLARED and OF_SEVERAL.search(before))
    if doubted or strange or weak or what is What.FAILED:
        return How.UNSURE
    return How.PLAIN


def _is_of_others(before: str, near: str, what: What) -> bool:
    """Whether it is told of somebody else, or as a wish or a thought."""
    if OTHERS.search(near) or WISHED.search(near):
        return True
    if what is What.DECLARED:
        return bool(THEY.search(before))
    audit = what in (What.AUDITED, What.PASSED, What.FAILED)
    return audit and bool(PLACES.search(near))
