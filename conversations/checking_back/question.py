"""The question whether CEs show on the ASCP transcript: one message for all of a day."""

from collections.abc import Iterable, Sequence

from cmp_rules.model import Activity
from cmp_rules.uploads import Upload, upload_of
from conversations import wording
from conversations.buttons import rows, standing
from conversations.model import Choices, Reply
from conversations.person import Person

MOST = 8  # in one message; what is beyond is asked by the same words, "and 3 more"
LONGEST_RECORD = 48  # characters of the numbers in a button; 64 bytes are all it has


def ask_shown(asked: Sequence[Activity], person: Person) -> Reply:
    """Return the question about some CEs, in the language of the person."""
    with wording.speaking(person.settings.language):
        found = {each.name: each for each in map(_upload, asked) if each is not None}
        lines = [wording.to_look_for(each) for each in asked[:MOST]]
        if len(asked) > MOST:
            lines.append(wording.and_others(len(asked) - MOST))
        lines += ["", *(each.how.text for each in found.values()), wording.not_confirmed_upload()]
        return Reply(
            "\n".join(lines),
            heading=wording.shows_on_transcript(several=len(asked) > 1),
            choices=answers([each.number for each in asked]),
        )


def answers(numbers: Iterable[int]) -> Choices:
    """Return the buttons that answer for all of some CEs, and the one that ends such questions."""
    record = written(numbers)
    return (
        (
            standing(wording.IT_SHOWS, "shown", record),
            standing(wording.NOT_THERE, "missing", record),
        ),
        (standing(wording.ASK_LATER, "ask_later", record),),
        (standing(wording.STOP_CHECKING, "checks_off"),),
    )


def one_by_one(asked: Sequence[Activity]) -> Choices:
    """Return a button for each of several CEs, to say which one is not there."""
    buttons = [
        standing(wording.this_one(each.number), "missing", str(each.number))
        for each in asked[:MOST]
    ]
    return rows(buttons, most=2, width=4)


def written(numbers: Iterable[int]) -> str:
    """Write as many numbers as a button has room for."""
    record = ""
    for number in numbers:
        more = f"{record},{number}" if record else str(number)
        if len(more) > LONGEST_RECORD:
            break
        record = more
    return record


def _upload(activity: Activity) -> Upload | None:
    return upload_of(activity.provider)
