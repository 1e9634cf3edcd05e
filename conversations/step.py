"""step(): the one door into every conversation.

An event either answers the question that stands (the topmost state), or is a command, a question
or a standing button, which are served at any time and leave the open conversations as they are.
"""

from dataclasses import replace

from conversations import beside, commands, remarks, standing, wording
from conversations.activities.pasted.opening import pasted
from conversations.buttons import letters
from conversations.checking_back import with_check_backs
from conversations.handing import handed_over
from conversations.model import (
    STANDING,
    Button,
    Choice,
    Event,
    Pressed,
    Reply,
    Said,
    Screen,
    Sent,
    State,
    Step,
    Talk,
    Thread,
    Turn,
    When,
)
from conversations.not_text import sent
from conversations.person import Person, undoing
from conversations.privacy.deleting import completed
from conversations.states import undoes_inside, worth_keeping
from conversations.talked_about import topic_after, topic_of_button

BACK = "back"
CANCEL = "cancel"
UNDOING = frozenset({"undo", "undothat", "undoit", "undothis"})
LONGEST_TRAIL = 20  # how many questions Back can return through
LONGEST_LABEL = 30  # a longer text is no label of a button
MOST_THREADS = 5  # how many conversations may wait for one another


def step(talk: Talk, event: Event, person: Person) -> Step:
    """Return what an event leads to: the talk to store, the screens to show, the changes."""
    with wording.speaking(person.settings.language):
        return with_check_backs(completed(_step(talk, event, person), event, person), event, person)


def _step(talk: Talk, event: Event, person: Person) -> Step:
    match event:
        case Pressed(data=data) if data.startswith(STANDING):
            action, _, record = data.removeprefix(STANDING).partition(":")
            return _standing(talk, event, person, action, record)
        case Pressed(data=data):
            return _pressed(talk, event, person, data)
        case Said():
            return _said(talk, event, person)
        case Sent():
            turn = sent(_state(talk), event, person)
            silent = event.more and not turn.replies and turn.opens is None  # of an album
            return _settle(talk, turn, event, person, asks=not silent)


def present(talk: Talk, person: Person, when: When) -> tuple[Talk, Screen | None]:
    """Draw the present question again, under a new number; None where nothing is open."""
    with wording.speaking(person.settings.language):
        question = _question(talk, person, when)
    if question is None:
        return talk, None
    talk = replace(talk, number=talk.number + 1)
    return talk, _draw(question, talk.number)


def _pressed(talk: Talk, event: Pressed, person: Person, data: str) -> Step:
    number, _, value = data.partition(":")
    state = _state(talk)
    if state is None or number != str(talk.number):
        return _stale(talk, event, person)
    if value == CANCEL:
        return _cancel(talk, event, person)
    if value == BACK:
        return _back(talk, event, person)
    turn = state.answer(replace(event, data=value), person)
    return _settle(talk, turn, event, person, edits=True)


def _said(talk: Talk, event: Said, person: Person) -> Step:
    command = commands.read_command(event.text)
    state = _state(talk)
    if command == CANCEL or (state is not None and beside.stops(event.text)):
        return _cancel(talk, event, person)
    if command == BACK:
        return _back(talk, event, person)
    undoes = letters(event.text) in UNDOING and not event.text.startswith("/")
    if undoes and state is not None and undoes_inside(state):
        return _undo_here(talk, event, person)
    label = _typed_label(talk, event, person) if command is None else None
    if label is not None:
        return step(talk, Pressed(label, event.when), person)
    if command is not None:
        turn = commands.obey(command, state, event, person)
    elif state is None or beside.plainly_beside(state, event, person, talk.topic):
        turn = commands.understand(state, event, person, talk.topic)
    elif (several := pasted(event.text, state, event, person)) is not None:
        turn = several
    elif (told := beside.told(state, event, person)) is not None:
        turn = told
    else:
        turn = state.answer(event, person)
        turn = beside.unread(turn, state, event, person, talk.topic)
    return _settle(talk, turn, event, person)


def _typed_label(talk: Talk, event: Said, person: Person) -> str | None:
    """Return the data of the button whose label was typed instead of pressed."""
    if len(event.text) > LONGEST_LABEL:
        return None
    said = letters(event.text)
    if not talk.threads:
        return standing.labelled(said)
    question = _question(talk, person, event.when)
    for row in question.choices if question is not None else ():
        for choice in row:
            if said and letters(choice.label) == said:
                return _data(choice, talk.number)
    return None


def _standing(talk: Talk, event: Pressed, person: Person, action: str, record: str) -> Step:
    if action == standing.RESUME:
        return _bring_back(talk, event, person)
    state = _state(talk)
    turn = standing.press(action, record, state, event, person)
    turn = replace(turn, topic=turn.topic or topic_of_button(action, record))
    # A question that stands keeps its own message: only what was pressed changes.
    asks = turn.opens is not None or turn.state != state
    return _settle(talk, turn, event, person, edits=True, asks=asks)


def _settle(
    talk: Talk,
    turn: Turn,
    event: Event,
    person: Person,
    *,
    edits: bool = False,
    asks: bool = True,
) -> Step:
    """Work out where the talk stands after a turn, and what is shown."""
    if turn.needs:
        return Step(talk, needs=turn.needs)
    if turn.undoes:
        turn = replace(turn, changes=talk.undo, replies=(remarks.undone(talk.undo, person),))
    if turn.changes:
        talk = replace(talk, undo=undoing(turn.changes, person))
    talk = replace(talk, topic=topic_after(talk.topic, turn.topic, turn.changes))
    person = person.after(turn.changes)
    talk, turn = handed_over(_advanced(talk, turn), turn, person)
    replies = turn.replies
    if turn.opens is not None:
        talk = _without_idle(talk, turn.opens)
        if len(talk.threads) < MOST_THREADS:
            talk = replace(talk, threads=(*talk.threads, Thread((turn.opens,))))
        else:
            replies = (*replies, Reply(wording.too_many_open()))
    question = _question(talk, person, event.when) if asks else None
    screens, talk = _screens(talk, replies, question)
    if edits and screens:
        screens = (replace(screens[0], edits=True), *screens[1:])
    return Step(talk, screens, turn.changes)


def _without_idle(talk: Talk, opens: State) -> Talk:
    """Let go of a topmost question to which nothing was told yet; what was told waits.

    A question that is asked anew waits nowhere else.
    """
    if getattr(opens, "keys", ()):
        rest = tuple(thread for thread in talk.threads if thread.state != opens)
        talk = replace(talk, threads=rest)
    if talk.threads and not worth_keeping(talk.threads[-1].state):
        return replace(talk, threads=talk.threads[:-1])
    return talk


def _advanced(talk: Talk, turn: Turn) -> Talk:
    threads = talk.threads
    if not threads:
        return talk if turn.state is None else replace(talk, threads=(Thread((turn.state,)),))
    if turn.state is None:
        return replace(talk, threads=threads[:-1])
    trail = threads[-1].trail
    if turn.stays:
        trail = (*trail[:-1], turn.state)
    elif turn.state != trail[-1]:
        trail = (*trail, turn.state)[-LONGEST_TRAIL:]
    return replace(talk, threads=(*threads[:-1], Thread(trail)))


def _screens(
    talk: Talk, replies: tuple[Reply, ...], question: Reply | None
) -> tuple[tuple[Screen, ...], Talk]:
    """Draw the replies and, beneath them, the question that stands."""
    if question is None:
        return tuple(_draw(reply, talk.number) for reply in replies), talk
    talk = replace(talk, number=talk.number + 1)
    if replies and not replies[-1].choices and not replies[-1].heading:
        # A short remark and the question make one message.
        text = f"{replies[-1].text}\n\n{_whole(question)}"
        question = replace(question, text=text, heading="")
        replies = replies[:-1]
    drawn = tuple(_draw(reply, talk.number) for reply in (*replies, question))
    return drawn, talk


def _whole(reply: Reply) -> str:
    return f"{reply.heading}\n{reply.text}" if reply.heading else reply.text


def _question(talk: Talk, person: Person, when: When) -> Reply | None:
    if not talk.threads:
        return None
    thread = talk.threads[-1]
    question = thread.state.ask(person, when)
    row: tuple[Choice, ...] = (Choice(wording.CANCEL, CANCEL),)
    if len(thread.trail) > 1:
        row = (Choice(wording.BACK, BACK), *row)
    return replace(question, choices=(*question.choices, row))


def _data(choice: Choice, number: int) -> str:
    if choice.copies:
        return ""
    return f"{STANDING}{choice.value}" if choice.standing else f"{number}:{choice.value}"


def _draw(reply: Reply, number: int) -> Screen:
    rows = tuple(
        tuple(
            Button(choice.label, _data(choice, number), choice.style, choice.copies)
            for choice in row
        )
        for row in reply.choices
    )
    return Screen(text=reply.text, heading=reply.heading, buttons=rows, files=reply.files)


def _state(talk: Talk) -> State | None:
    return talk.threads[-1].state if talk.threads else None


def _stale(talk: Talk, event: Event, person: Person) -> Step:
    """Answer a press on a question of the past: show the one that stands."""
    state = _state(talk)
    if state is None:
        return Step(talk, (_draw(remarks.nothing_open(), talk.number),))
    return _settle(talk, Turn(state), event, person)


def _cancel(talk: Talk, event: Event, person: Person) -> Step:
    """Close the topmost conversation, keeping it at hand in case that was a slip."""
    if not talk.threads:
        return Step(talk, (_draw(remarks.nothing_open(), talk.number),))
    rest = replace(talk, threads=talk.threads[:-1], dropped=talk.threads[-1])
    return _redrawn(rest, (remarks.cancelled(talk.threads[-1].state),), event, person)


def _bring_back(talk: Talk, event: Event, person: Person) -> Step:
    if talk.dropped is None:
        return _stale(talk, event, person)
    again = replace(talk, threads=(*talk.threads, talk.dropped), dropped=None)
    return _redrawn(again, (), event, person)


def _back(talk: Talk, event: Event, person: Person) -> Step:
    """Return to the question before; the first question stays where it is."""
    if not talk.threads:
        return Step(talk, (_draw(remarks.nothing_open(), talk.number),))
    trail = talk.threads[-1].trail
    if len(trail) > 1:
        talk = replace(talk, threads=(*talk.threads[:-1], Thread(trail[:-1])))
    return _redrawn(talk, (), event, person)


def _undo_here(talk: Talk, event: Event, person: Person) -> Step:
    """Take back the last answer in what is open; what was saved before is not touched."""
    if len(talk.threads[-1].trail) > 1:
        return _back(talk, event, person)
    return _redrawn(talk, (Reply(wording.nothing_to_undo_here()),), event, person)


def _redrawn(talk: Talk, replies: tuple[Reply, ...], event: Event, person: Person) -> Step:
    screens, talk = _screens(talk, replies, _question(talk, person, event.when))
    first = replace(screens[0], edits=isinstance(event, Pressed))
    return Step(talk, (first, *screens[1:]))
