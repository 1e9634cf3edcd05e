"""The message of a reminder: what remains, until when, in as few lines as a phone shows.

How urgent it is follows from the day on which it is said, not from the day for which it was
planned: one that comes late says what is true then.

SBB: 34.5 points still missing
SBB still needs 34.5 points: 1 laboratory or patient safety, …
Declare by 30 May 2027 (in 60 days); it expires 30 Jun 2027 (in 91 days).
[Show the plan] [Snooze]
[Declared] [Settings]
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from cmp_rules.model import NOTHING, Confidence, CredentialKey
from cmp_rules.planner import plan
from cmp_rules.progress import Progress
from cmp_rules.reminders import Reason, Reminder, anniversaries, is_behind
from conversations import wording
from conversations.buttons import key_value, standing
from conversations.model import STANDING, Button, Choice, Choices, Reply, Screen, When
from conversations.person import Person
from conversations.reminders.several import write_keys
from conversations.topic import Topic

SPOKEN_OF = "reminders"  # the topic once a reminder went out
MOST_LINES = 12  # on a phone
PHONE = 42  # letters in a line of it
MOST_BUTTONS = 4  # for one of several credentials each


class Phase(IntEnum):
    """How near the end is; the later, the more urgent."""

    OUTSIDE = 0  # no deadline, or none any more
    BEFORE = 1
    OPEN = 2
    LAST_DAY = 3
    LATE = 4
    ENDS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A credential of which a message tells, and why."""

    why: Reason
    found: Progress
    phase: Phase

    @property
    def key(self) -> CredentialKey:
        """The credential."""
        return self.found.holding.key


def message(due: Iterable[Reminder], person: Person, when: When) -> Reply | None:
    """Return one message about all that is due; None where nothing of it is held any more."""
    with wording.speaking(person.settings.language):
        today = when.today(person.settings.zone)
        told = told_of(due, person, today)
        if not told:
            return None
        text = _shortest(told, person, today)
        return Reply(text, heading=_heading(told, today), choices=_choices(told))


def screen(due: Iterable[Reminder], person: Person, when: When) -> Screen | None:
    """Return the message as the outbox keeps it; None where there is nothing to say."""
    reply = message(due, person, when)
    return None if reply is None else drawn(reply)


def drawn(reply: Reply) -> Screen:
    """Draw a reply whose buttons are all standing ones."""
    rows = tuple(
        tuple(Button(each.label, f"{STANDING}{each.value}", each.style) for each in row)
        for row in reply.choices
    )
    return Screen(reply.text, heading=reply.heading, buttons=rows)


def topic_of(due: Iterable[Reminder]) -> Topic:
    """Return what is talked about once a message went out: "later" then snoozes it."""
    return Topic(SPOKEN_OF, tuple(dict.fromkeys(each.key for each in due)))


def told_of(due: Iterable[Reminder], person: Person, today: date) -> tuple[Told, ...]:
    """Return what is to be told of each credential that is still held, most urgent first."""
    by_key = {each.key: each for each in due}
    told = []
    for holding in person.holdings:
        if (reminder := by_key.get(holding.key)) is None:
            continue
        found = person.progress(holding, today)
        told.append(Told(_still(reminder.why, found, today), found, phase_of(found, today)))
    return tuple(sorted(told, key=lambda each: (-each.phase, each.found.dates.expires)))


def phase_of(found: Progress, today: date) -> Phase:
    """Return how near the end is on a day."""
    dates = found.dates
    if found.voluntary or found.expired:
        return Phase.OUTSIDE
    if today >= dates.expires:
        return Phase.ENDS
    if today > dates.recommended_last_day:
        return Phase.LATE
    if today == dates.recommended_last_day:
        return Phase.LAST_DAY
    return Phase.OPEN if today >= dates.declaration_opens else Phase.BEFORE


def _still(why: Reason, found: Progress, today: date) -> Reason:
    """Return the reason while it holds; another one says nothing that is not true any more."""
    holds = {
        Reason.REVIEW: found.holding.declared is not None,
        Reason.ALL_DONE: found.complete is True and today < found.dates.declaration_opens,
        Reason.ANNIVERSARY: _years(found, today) > 0,
    }
    return why if holds.get(why, True) else Reason.HALF_YEAR_BEFORE


def _years(found: Progress, today: date) -> int:
    return sum(day <= today for day in anniversaries(found.holding))


def _heading(told: Sequence[Told], today: date) -> str:
    """Say what is most urgent, of those credentials that share it."""
    first = told[0]
    alike = [each for each in told if each.phase == first.phase]
    keys = [each.key for each in alike]
    match first.phase:
        case Phase.ENDS:
            return wording.expires_today(keys)
        case Phase.LATE:
            ends = first.found.dates.expires
            keys = [each.key for each in alike if each.found.dates.expires == ends]
            return wording.expires_soon(keys, ends, today)
        case Phase.LAST_DAY:
            return wording.last_day_is_today(keys, done=_all_met(alike))
    return _calm_heading(told, today)


def _calm_heading(told: Sequence[Told], today: date) -> str:
    """Say what there is to say where nothing is urgent yet."""
    keys = [each.key for each in told]
    match {each.why for each in told}:
        case whys if whys == {Reason.REVIEW}:
            return wording.what_became(keys)
        case whys if whys == {Reason.ALL_DONE}:
            return wording.all_is_met(keys)
        case whys if whys == {Reason.WINDOW_OPENS} and all(t.phase is Phase.OPEN for t in told):
            return wording.window_open(keys, done=_all_met(told))
        case whys if whys == {Reason.ANNIVERSARY}:
            years = {_years(each.found, today) for each in told}
            if len(years) == 1:
                return wording.years_passed(keys, years.pop())
    if len(told) == 1:
        return wording.remaining_heading(told[0].found)
    return wording.where_they_stand(keys)


def _all_met(told: Iterable[Told]) -> bool:
    """Whether all is met, as far as is known; where a figure is unknown it is not."""
    return all(each.found.complete is True for each in told)


def _shortest(told: Sequence[Told], person: Person, today: date) -> str:
    """Return the fullest text that fits: whole, with short names, with the sums alone."""
    around = [*_one_plan(told, person, today), *_caveats(told)]
    text = ""
    for needs in (wording.still_missing_short, wording.needs_short, wording.remaining_heading):
        text = "\n".join((*_text(told, today, needs), *around))
        if lines_on_a_phone(text) <= MOST_LINES:
            break
    return text


def lines_on_a_phone(text: str) -> int:
    """Return about how many lines a text takes on a phone."""
    return sum(max(1, -(-len(line) // PHONE)) for line in text.splitlines())


def _text(told: Sequence[Told], today: date, needs: Callable[[Progress], str]) -> list[str]:
    whys = {each.why for each in told}
    lines = [wording.you_snoozed()] if Reason.SNOOZED in whys else []
    lines += [wording.you_wished()] if Reason.OWN in whys else []
    lines += [_state_of(each, needs) for each in told]
    return lines + _pace(told, today) + _dates(told, today) + _what_to_do(told)


def _state_of(told: Told, needs: Callable[[Progress], str]) -> str:
    declared = told.found.holding.declared
    if told.why is Reason.REVIEW and declared is not None:
        return wording.declared_then(told.key, declared.on)
    return needs(told.found)


def _pace(told: Sequence[Told], today: date) -> list[str]:
    """Return how far behind an even pace one credential is."""
    if len(told) > 1 or told[0].why is not Reason.ANNIVERSARY:
        return []
    found = told[0].found
    required, years = found.total.required, _years(found, today)
    if required is None or not is_behind(found.holding, found.total.met, required, today):
        return []
    share = required * years / (len(anniversaries(found.holding)) + 1)
    return [wording.behind_pace(found, share.quantize(Decimal("0.01")).normalize())]


def _dates(told: Sequence[Told], today: date) -> list[str]:
    """Return the dates, once for all credentials that have them in common."""
    alike: dict[str, list[CredentialKey]] = {}
    for each in told:
        if each.why is not Reason.REVIEW:
            alike.setdefault(_dates_of(each, today), []).append(each.key)
    if len(alike) == 1:
        opens = {each.found.dates.declaration_opens for each in told}
        before = told[0].phase is Phase.BEFORE and len(told) == 1
        done = all(each.why is Reason.ALL_DONE for each in told) and len(opens) == 1
        if done:
            return [wording.silent_until(opens.pop()), *alike]
        return [wording.opens_line(opens.pop(), *alike)] if before else list(alike)
    return [wording.of_those(keys, line) for line, keys in alike.items()]


def _dates_of(told: Told, today: date) -> str:
    if told.phase is Phase.OUTSIDE:
        return wording.outside_line(told.found)
    return wording.due_line(told.found, today)


def _what_to_do(told: Sequence[Told]) -> list[str]:
    late = [each for each in told if each.phase >= Phase.LAST_DAY and each.why is not Reason.REVIEW]
    if not late:
        return []
    completes = {each.found.complete for each in late}
    worst = False if False in completes else None if None in completes else True
    return [wording.now_declare(worst, today_only=late[0].phase is Phase.ENDS)]


def _one_plan(told: Sequence[Told], person: Person, today: date) -> list[str]:
    """Return what planning together saves, where it does."""
    short = [each.found.holding for each in told if each.found.complete is False]
    if len(short) < 2 or told[0].phase >= Phase.LAST_DAY:
        return []
    together = plan(short, person.activities, today)
    apart = sum((plan([each], person.activities, today).points for each in short), NOTHING)
    if together.unknown or together.points >= apart:
        return []
    return [wording.one_plan(together.points, apart)]


def _caveats(told: Sequence[Told]) -> list[str]:
    short = [each.found for each in told if each.found.complete is False]
    unsure = any(
        found.confidence is not Confidence.CONFIRMED
        for found in short
        if found.total.required is not None  # else its line says that figures are not known
    )
    lines = [wording.not_all_confirmed()] if unsure else []
    opened = any(each.why is Reason.WINDOW_OPENS and each.phase is Phase.OPEN for each in told)
    files = opened or len(short) < len(told)
    return [*lines, wording.you_declare_there()] if files else lines


def _choices(told: Sequence[Told]) -> Choices:
    """Return the standing buttons; where it can be declared, the way into that comes first."""
    keys = tuple(each.key for each in told)
    asked = [each.key for each in told if each.why is Reason.REVIEW]
    ready = [each.key for each in told if each.phase >= Phase.OPEN and each.key not in asked]
    rows = [_of_each(ready, "declare", wording.PREPARE, wording.prepare_one)] if ready else []
    rows.append(
        (standing(wording.SHOW_PLAN, "plan"), standing(wording.SNOOZE, "snooze", write_keys(keys)))
    )
    label = wording.WHAT_BECAME if told[0].why is Reason.REVIEW else wording.DECLARED
    rows.append(
        (
            *_of_each(keys, "declared", label, wording.declared_one)[: MOST_BUTTONS - 1],
            standing(wording.REMINDER_SETTINGS, "reminders"),
        )
    )
    return tuple(rows)


def _of_each(
    keys: Sequence[CredentialKey], action: str, alone: str, label: Callable[[CredentialKey], str]
) -> tuple[Choice, ...]:
    """Return one button, or one for each of several credentials."""
    if len(keys) == 1:
        return (standing(alone, action, key_value(keys[0])),)
    return tuple(standing(label(key), action, key_value(key)) for key in keys[:MOST_BUTTONS])
