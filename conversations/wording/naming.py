"""Which CE is meant, where a few words name one."""


def that_is_meant(number_: int) -> str:
    """Another entry is meant than the one talked about; nothing is changed yet."""
    return f"This is #{number_}; nothing in it is changed yet. Tell me what is different, or Edit."


def undo_the_other() -> str:
    """The last change was saved, perhaps in the wrong entry."""
    return "If the last change was meant for this one, say “undo” first, then tell me it again."


def which_to_change() -> str:
    """A name was said that fits no entry, or several."""
    return "Which one? Say it with its number, such as “I meant #2”."


def correction_moved(from_: int, to: int) -> str:
    """A correction that was not saved yet is taken for another entry."""
    return f"Then this is about #{to}; #{from_} stays as it was."


def it_is_this_one(number_: int) -> str:
    """The entry that is meant is the one at hand."""
    return f"Yes, this is #{number_}."
