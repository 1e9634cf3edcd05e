"""What "undo" is about: the last change and nothing else, whatever else is named.

> undo the safety drill
Undo takes back only your last change, so I changed nothing. …
> I don't want to undo anything
Nothing was undone. …
"""

import re

from conversations import wording
from conversations.activities.amending.mentions import mentions
from conversations.activities.logged.entries import entry as entry_shown
from conversations.activities.logged.entries import gone
from conversations.activities.logged.listing import listed
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person
from conversations.reading.plain import plain, word_set
from conversations.topic import Topic

_TAKING_BACK = (
    r"(?:un-?do(?:ne|ing)?|revert\w*|restor\w+|(?:tak\w+|put|bring\w*|roll)\s(?:\w+\s)?back)\b"
)
_DENIED = re.compile(
    r"\b(?:(?:do|does|did|would|should|could|wo|ca|must|need)(?:n'?t|\snot)|cannot|never|not"
    r"|no\s(?:need|reason)|without|nothing|stop)\s(?:(?:want|wish|need|have|mean|meant|intend|like"
    r"|you|me|i|to|be|it|that|this|anything|ever|please|just|really)\s){0,5}" + _TAKING_BACK,
    re.I,
)
# A wish in these words only is about the last change, whichever it was.
_BARE = word_set(
    """undo undone undoing revert reverse restore rollback roll take took taken put bring get go
    back it that this these those them the a an last latest previous recent most change
    changes thing one step action edit save saved saving delete deletion deleted deleting
    removal remove removed entry ce i i've did didn't didnt do done just now what which mean
    meant want wanted to my me you can could would will should please pls plz ok okay oh
    oops ops whoops hey hi no nope wait sorry hmm hm ah and so actually again was is wrong
    mistake mistakenly accident accidentally by in made not way like how before were thanks
    thank let's lets us all of for quick right away don't need if possible again keep ugh
    argh damn shit crap pressed hit clicked tapped button too soon early up have need gone
    with logged log added add recorded"""
)
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?", re.I)


def undo_said(state: State | None, event: Said, person: Person) -> Turn:
    """Take the last change back where nothing else is named; else say that undo does only that."""
    text = plain(event.text)
    if _DENIED.search(text):
        return Turn(state, (Reply(wording.nothing_undone()),))
    named = mentions(text, person.activities)
    if not named and all(word.lower() in _BARE for word in _WORD.findall(text)):
        return Turn(state, undoes=True)
    removed = () if named else mentions(text, person.removed)
    if removed:
        return Turn(state, (gone(person, removed[0][-1].number),))
    if len(named) == 1 and len(named[0]) == 1:
        number = named[0][0].number
        remark = Reply(wording.undo_is_of_the_last(number))
        shown = entry_shown(person, number, event.when)
        return Turn(state, (remark, shown), topic=Topic(entry=number))
    remark = Reply(wording.undo_is_of_the_last(None))
    ways = (listed("", person, event.when),) if named else ()
    return Turn(state, (remark, *ways))
