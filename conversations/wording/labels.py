"""What stands on buttons: verb first, at most 24 characters."""

from datetime import date

from conversations.wording.forms import day

LONGEST_LABEL = 24

SAVE = "Save"
EDIT = "Edit"
CANCEL = "Cancel"
BACK = "Back"
UNDO = "Undo"
DONE = "Done"
TODAY = "Today"
YESTERDAY = "Yesterday"
DELETE = "Delete"
REMOVE = "Remove"
KEEP = "Keep"
HELP = "Help"
LIST = "List my CEs"
NEWER = "Newer"
OLDER = "Older"
CREDENTIALS = "Credentials"

LOG_A_CE = "Log a CE"
LOG_ANOTHER = "Log another CE"
FIX_WHERE = "Fix where it counts"
LET_ME_CHOOSE = "Let the bot choose"
LEAVE_IT_OUT = "Leave it out here"
WHAT_REMAINS = "Show what remains"
SHOW_PLAN = "Show the plan"
ADVICE = "Which should I keep?"
EDIT_ENTRY = "Edit entry"
PUT_BACK = "Put it back"
BRING_BACK = "Bring it back"
ADD_CREDENTIALS = "Add my credentials"
ADD_ANOTHER = "Add another"
ADD_ONE = "Add it"
ADD_AGAIN = "Add it again"
CORRECT = "Correct these"
CORRECT_FIGURES = "Correct dates, figures"
CHANGE_EXPIRY = "Change expiry"
CHANGE_START = "Change cycle start"
CHANGE_FIGURES = "Change figures"
CERTIFIED_SINCE = "Say since when"
CHANGE_ZONE = "Change time zone"
DELETE_LATER = "Delete in 7 days"
DELETE_NOW = "Delete now"
YES_DELETE = "Yes, delete it all"
KEEP_MY_DATA = "Keep my data"
CHANGE_QUIET = "Change quiet hours"
USUAL = "Forget it"
OUR_FIGURE = "Use the bot's figure"
NEVER_EXPIRES = "It has no expiry"
YES_CHANGE_IT = "Yes, change it"
YES_TAKE_IT = "Yes, take it"
ANOTHER_FIGURE = "Another figure"
RENEWED = "It was renewed"
ANOTHER_DATE = "Another date"
YES_KEEP_IT = "Yes, that is right"
TYPE_AGAIN = "Type it again"
NO_PROVIDER = "Leave it out"
MORE_AREAS = "Show more"
SEVERAL_AREAS = "Pick several"
FITS_EACH = "Every point fits each"

FIELD_NAMES = {
    "title": "Title",
    "provider": "Provider",
    "day": "Date",
    "points": "Points",
    "kind": "Kind",
    "areas": "Areas",
}

NO = frozenset({"no", "nope", "nah", "not yet", "no, not yet", "no not yet", "it was not"})
YES = frozenset({"save", "yes", "y", "ok", "okay", "save it", "yes save", "looks good", "correct"})
CHANGE = frozenset({"edit", "change", "no", "wrong", "change it", "edit it"})
DONE_WORDS = frozenset({"done", "that's all", "thats all", "no more", "finished", "ready"})


def ticked(label: str) -> str:
    """Mark what is chosen, in words of a screen reader as well ("check mark")."""
    return f"✓ {label}"


def same_day(last: date) -> str:
    """Offer the day that was given before."""
    return f"Same: {day(last, weekday=False)}"


def read_dates_as(order: str) -> str:
    """Offer the other way of reading 3/2."""
    return "Read 3/2 as March 2" if order == "mdy" else "Read 3/2 as 3 February"
