"""Greeting, help, settings, and what is said when something was not understood."""

from collections.abc import Mapping

MENU: tuple[tuple[str, str], ...] = (
    ("add", "Log a CE"),
    ("status", "What you still need"),
    ("plan", "The fewest points that finish all"),
    ("list", "What you logged"),
    ("declare", "What to enter at ASCP, and declaring"),
    ("certificates", "Files kept as proof"),
    ("reminders", "When I remind you, and what to change"),
    ("calendar", "Your dates as a calendar file"),
    ("credentials", "Your credentials: add, correct, remove"),
    ("settings", "Time zone, quiet hours, dates"),
    ("help", "What you can say"),
    ("privacy", "What is kept, and how"),
    ("export", "Everything I keep of you, as a file"),
    ("delete", "Delete everything I keep of you"),
    ("cancel", "Leave the present question"),
)

_NOT_AFFILIATED = (
    "Not affiliated with ASCP. You declare at ascp.org; nothing is filed for you here."
)

_SENT: Mapping[str, str] = {
    "photo": "a photo",
    "document": "a file",
    "voice": "a voice message",
    "audio": "a recording",
    "video": "a video",
    "animation": "an animation",
    "sticker": "a sticker",
    "location": "a location",
    "contact": "a contact",
    "poll": "a poll",
    "dice": "a roll of dice",
    "game": "a game",
    "story": "a story",
    "checklist": "a checklist",
}


def greeting_heading() -> str:
    """Open the first screen."""
    return "Keep your lab credentials, without the spreadsheet"


def greeting() -> str:
    """Say what this is, in six lines at most."""
    return (
        "Tell me a CE after the course; ask what you still need; get there in time.\n"
        "Try: 1.5 h antibody ID from LabCE yesterday, blood banking\n"
        "Or: I hold MLS and SBB, both expire 2027-06-30\n"
        f"{_NOT_AFFILIATED}"
    )


def help_heading() -> str:
    """Open the help."""
    return "What you can say"


def help_text() -> str:
    """Say what can be done, by example."""
    commands = "\n".join(f"/{name}: {about}" for name, about in MENU)
    return (
        "Log a CE: 2 credits HLA typing, AABB webinar, last Saturday\n"
        "Several topics: 3 hours state meeting on Friday: 1 safety, 2 micro\n"
        "Ask: what do I still need for my SBB?\n"
        "Ask: when does my MLS expire?\n"
        "Be reminded: remind me a week before\n"
        "Set up: I hold HT, expires June 2027\n\n"
        f"{commands}\n\n"
        "A CE is recorded only when you press Save. Back and Cancel work everywhere; undo takes "
        "back the last change.\n"
        f"{_NOT_AFFILIATED}"
    )


def not_understood() -> str:
    """The sentence is neither a CE nor a question that can be answered."""
    return (
        "I can't tell what you mean. Tell me a CE (“1 hour HLA typing, LabCE, today”), ask what "
        "you still need, or see /help."
    )


def out_of_scope() -> str:
    """The question is not one for this bot."""
    return (
        "I can't help with that. I can log your CEs, say what your ASCP credentials still need and "
        "when to declare, and answer questions on keeping them."
    )


def welcome_back_thanks() -> str:
    """Answer thanks."""
    return "Glad to help. Tell me the next CE when you have done it."


def no_such_command(name: str) -> str:
    """The command does not exist."""
    return f"There is no /{name}. See /help for what there is."


def cannot_read(what: str) -> str:
    """Something that is not text arrived; nothing of it is kept."""
    return (
        f"I can't read {_SENT.get(what, 'that')}, and did not keep it. Please type the course, "
        "the points and the date."
    )


def only_the_words(what: str) -> str:
    """A file came with words: only those were read."""
    return f"I read only the words beneath; {_SENT.get(what, 'what you sent')} was not kept."


def too_long(length: int, most: int) -> str:
    """The text is longer than what is asked for can be."""
    return f"That is {length:,} characters; at most {most:,} fit here. Please shorten it."


def too_many_open() -> str:
    """Too many conversations wait for one another."""
    return "Several things are open already. Finish or cancel this one first; nothing is lost."


def nothing_open() -> str:
    """A question was answered that does not stand any more."""
    return "There is nothing to answer here any more. What would you like to do?"


def nothing_to_undo_here() -> str:
    """Undo was said in the middle of something of which nothing is saved yet."""
    return (
        "Nothing of this is saved yet, so there is nothing to undo. Cancel leaves it; /undo takes "
        "back the last saved change."
    )


def cancelled() -> str:
    """A conversation was left."""
    return "Cancelled. Nothing was saved."


def button_outdated() -> str:
    """The button leads nowhere any more."""
    return "This button has grown old. /help shows what you can do."


def use_words() -> str:
    """The answer must be typed, or one of the buttons."""
    return "Please type the answer, or use a button below."


def use_buttons() -> str:
    """The answer is one of the buttons."""
    return "Please use one of the buttons below."


def question_waits() -> str:
    """A CE was told while something else is asked."""
    return "First this CE, as an unsaved draft; the question before comes back after it."


def what_starts_over(*, asked: bool) -> str:
    """Say what can be begun anew; `asked`: a question stands."""
    question = "• This question: press Cancel; nothing of it is saved.\n" if asked else ""
    return (
        f"Nothing was thrown away. What shall start over?\n{question}"
        "• A CE: “delete the last entry”, or choose it in /list.\n"
        "• A credential: correct or remove it in /credentials; its CEs stay.\n"
        "• Everything: /delete, which asks twice."
    )


def ce_comes_after() -> str:
    """A CE was told beside something else that is asked about first."""
    return "Your CE is kept as an unsaved draft; it comes back after this question."


def only_the_ce_is_taken(other: str) -> str:
    """Of two things told at once only the CE is opened."""
    return f"First this CE. I noted nothing from “{other}”: please tell me that on its own."
