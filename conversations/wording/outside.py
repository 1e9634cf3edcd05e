"""What stands around the talk: the bot's face, groups and channels, files that go with a screen."""

from cmp_rules.model import Activity

DESCRIPTION = (
    "Tell me a continuing education course after you took it, and ask what your credentials still "
    "need and by when. Not affiliated with ASCP: you declare at ascp.org."
)
SHORT_DESCRIPTION = "Keeps your CEs, and says what your credentials still need. Not ASCP."


def private_only(link: str) -> str:
    """Say in a group that this is not the place; nobody's words are kept there."""
    return (
        f"I keep personal records, so I only talk in a private chat: {link}\n"
        "Nothing said here is kept. Send /leave and I go."
    )


def private_only_goodbye(link: str) -> str:
    """Say the same in a channel, and go."""
    return f"I keep personal records, so I only talk in a private chat: {link}\nI leave this one."


def not_served(number: int) -> str:
    """Say that this is a private installation."""
    return (
        "This bot is private: it serves a few people only, and keeps nothing of anybody else. If "
        f"you should be among them, tell whoever runs it your number: {number}."
    )


def too_fast() -> str:
    """Messages came faster than they can be taken in; some were left out."""
    return (
        "That was too fast for me: I took in the first ones and left out the last ones. What you "
        "said before is safe. Please wait a minute, then send the last ones again."
    )


def file_not_made() -> str:
    """A file that was promised could not be made; the fault is ours."""
    return (
        "I could not make the file that belongs here; that is my fault. What you saved is safe. "
        "Please ask for it again later."
    )


def file_too_big(name: str) -> str:
    """A file is larger than can be sent."""
    return f"{name} is larger than the 50 MB that I can send, so it did not go out."


def file_not_sent(name: str) -> str:
    """Telegram refused a file; the fault is ours."""
    return f"Telegram did not take {name}; that is my fault. Please ask for it again later."


def edited_stays() -> str:
    """A message was edited: what was read of it stands."""
    return (
        "You edited a message. I read each message once, as it first came, so nothing has changed "
        "here. Send the change as a new message, such as “make it 2 points”."
    )


def edited_entry_stays(activity: Activity) -> str:
    """The same, where a CE is recorded that may be meant."""
    return (
        "You edited a message. I read each message once, as it first came, so what you logged "
        f"stays as it was. To change #{activity.number} {activity.title}, press the button; /list "
        "shows the others."
    )


def stumbled() -> str:
    """A turn failed; the fault is ours."""
    return (
        "Something went wrong here, and it is not your fault. Nothing was changed, and what you "
        "saved is safe. Please try once more, or send /help."
    )


def lost_the_thread() -> str:
    """What was being talked about cannot be read any more."""
    return (
        "I am sorry: after an update I lost the thread of what we were doing. What you saved is "
        "safe; please start that one again."
    )
