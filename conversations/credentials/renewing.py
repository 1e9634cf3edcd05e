"""A renewed credential goes on in its next cycle.

> [It was renewed]
Renewed until Sun 30 Jun 2030?
> [Yes, that is right]
"""

from dataclasses import dataclass
from typing import Literal

from cmp_rules.cycles import next_cycle
from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.answers.status import not_held
from conversations.credentials.expiry import AskingExpiry
from conversations.credentials.held import kept
from conversations.model import Choice, Event, Pressed, Reply, Turn, When
from conversations.person import Person


@dataclass(frozen=True, slots=True)
class ConfirmingRenewal:
    """Until when was it renewed? Three years on are proposed."""

    key: CredentialKey
    kind: Literal["confirming_renewal"] = "confirming_renewal"

    def ask(self, person: Person, when: When) -> Reply:
        """Propose the next end."""
        holding = person.holding(self.key)
        if holding is None:
            return not_held(self.key)
        ends = next_cycle(holding).cycle_ends
        choices = (Choice(wording.YES_KEEP_IT, "yes"), Choice(wording.ANOTHER_DATE, "other"))
        return Reply(wording.confirm_renewal(self.key, ends), (choices,))

    def answer(self, event: Event, person: Person) -> Turn:
        """Begin the next cycle, or ask for its end."""
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        match event:
            case Pressed(data="yes"):
                return kept(next_cycle(holding), person, event.when)
            case Pressed(data="other"):
                return Turn(AskingExpiry((self.key,)))
        return AskingExpiry((self.key,)).answer(event, person)
