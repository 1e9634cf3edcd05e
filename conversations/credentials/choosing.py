"""/start, and which credentials a person holds.

> /start
I keep track of your CEs …
> [Add my credentials]
Which credentials do you hold?
> MLS, SBB
When does your MLS expire?
> June 2027
June 2027 means 30 Jun 2027. When does your SBB expire?
> [Same: 30 Jun 2027]
MLS … SBB …
"""

from dataclasses import dataclass, replace
from typing import Literal

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.activities.drafting.sentence import read_sentence
from conversations.buttons import key_value, read_key, rows, typed
from conversations.credentials.expiry import AskingExpiry, hold_as_said
from conversations.credentials.expiry_words import read_expiry
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person
from conversations.reading.credential_words import read_credentials
from conversations.reading.sentences.sentence import Intent

DONE = "done"
MOST_PICKED = 20
MOST_SHOWN = 12
# What most people hold, for the first screen; the rest is found by typing.
COMMON = ("MLS", "MLT", "MLA", "PBT", "HT", "HTL", "BB", "SBB", "MB", "M", "C", "H")


@dataclass(frozen=True, slots=True)
class ChoosingHeld:
    """Which credentials does the person hold?"""

    picked: tuple[CredentialKey, ...] = ()
    found: tuple[CredentialKey, ...] = ()  # what the last search found
    kind: Literal["choosing_held"] = "choosing_held"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the common credentials, or what was found."""
        keys = self.found or tuple(CredentialKey(code) for code in COMMON)
        others = tuple(key for key in self.picked if key not in keys)
        shown = (*others, *keys)[:MOST_SHOWN]
        choices = [Choice(self._label(key), key_value(key)) for key in shown]
        done = Choice(wording.DONE, DONE, style="success")
        text = wording.ask_held(tuple(self.picked))
        if self.found:
            text = wording.found_credentials([_named(key) for key in self.found])
        return Reply(text, (*rows(choices, most=3), (done,)) if self.picked else rows(choices))

    def _label(self, key: CredentialKey) -> str:
        name = wording.credential(key)
        return wording.ticked(name) if key in self.picked else name

    def answer(self, event: Event, person: Person) -> Turn:
        """Tick a credential, search by code or name, or go on to the dates."""
        match event:
            case Pressed(data="done") if self.picked:
                return Turn(AskingExpiry(self.picked))
            case Pressed(data=value) if (key := read_key(value)) is not None:
                return self._ticked(key)
            case Said(text=text):
                return self._said(text, event, person)
        return Turn(self, (Reply(wording.pick_a_credential()),))

    def _ticked(self, key: CredentialKey) -> Turn:
        if key in self.picked:
            rest = tuple(k for k in self.picked if k != key)
            return Turn(ChoosingHeld(rest), stays=True)
        if key not in catalog().credentials or len(self.picked) >= MOST_PICKED:
            return Turn(self, (Reply(wording.pick_a_credential()),))
        return Turn(ChoosingHeld((*self.picked, key)), stays=True)

    def _said(self, text: str, event: Said, person: Person) -> Turn:
        """Take "MLS and SBB, both expire June 2027", a date for what is ticked, or a search."""
        said = read_sentence(text, person, event.when)
        if said.aims and set(said.aims).issuperset(said.credentials):
            return Turn(self, (Reply(wording.only_an_aim(said.aims)),))
        if said.intent is Intent.ADD_CREDENTIAL and said.expiries:
            if self.picked:
                return AskingExpiry(self.picked).answer(event, person)
            turn = hold_as_said(None, said, event, person)
            return Turn(turn.opens, turn.replies, turn.changes)
        if self.picked:
            if typed(text) in wording.DONE_WORDS:
                return Turn(AskingExpiry(self.picked))
            if not isinstance(read_expiry(text, person, event.when), str):
                return AskingExpiry(self.picked).answer(event, person)
        return self._searched(text)

    def _searched(self, text: str) -> Turn:
        named = read_credentials(text, ())
        if named:
            picked = tuple(dict.fromkeys((*self.picked, *named)))[:MOST_PICKED]
            return Turn(AskingExpiry(picked))
        found = tuple(credential.key for credential in catalog().find(text[:100]))
        if not found:
            return Turn(self, (Reply(wording.no_such_credential()),))
        return Turn(replace(self, found=found), stays=True)


def _named(key: CredentialKey) -> str:
    return f"{wording.credential(key)}: {catalog().credential(key).name}"
