"""The commands that only show something: the same screen whatever is being talked about."""

from conversations import settings, wording
from conversations.certificates.showing import all_files
from conversations.model import Reply
from conversations.person import Person
from conversations.privacy.exporting import about_export
from conversations.welcome import greeting


def screen_of(name: str, person: Person) -> Reply | None:
    """Return what a command shows that only shows something."""
    match name:
        case "start":
            return greeting(person)
        case "settings":
            return settings.all_settings(person)
        case "certificates" | "files":
            return all_files(person)
        case "history":
            return Reply(wording.which_history())
        case "help":
            return Reply(wording.help_text(), heading=wording.help_heading())
        case "privacy":
            return Reply(wording.privacy_text(), heading=wording.privacy_heading())
        case "export":
            return about_export(person)
    return None
