"""An answer as it is shown: its facts, how sure they are, where to look, the person's own dates."""

from collections.abc import Sequence

from cmp_rules.catalog import catalog
from cmp_rules.cycles import dates_of, span_of
from cmp_rules.model import Confidence
from cmp_rules.programme_answers import Answer
from conversations import wording
from conversations.buttons import key_value, standing
from conversations.model import Choices, Reply, When
from conversations.person import Person
from conversations.reading.sentences.sentence import Intent, Understood

_WITH_DATES = frozenset({Intent.RENEW, Intent.LAPSE, Intent.DEADLINE})
_MOST_DATES = 4


def screen(answer: Answer, understood: Understood, person: Person, when: When) -> Reply:
    """Draw an answer."""
    lines = answer_lines(answer)
    dates = _own_dates(understood, person, when)
    if dates:
        lines += ["", *dates]
    return Reply(
        "\n".join(lines),
        heading=wording.programme_heading(answer.heading),
        choices=_choices(understood, person),
    )


def answer_lines(answer: Answer) -> list[str]:
    """Write the facts of an answer, how sure they are, and where to look."""
    return [*_facts(answer), *_sources(answer)]


def _facts(answer: Answer) -> Sequence[str]:
    """Write the facts; what is only reported is marked where other facts are confirmed."""
    ours = _ours()
    mixed = Confidence.CONFIRMED in {fact.confidence for fact in answer.facts}
    return [
        wording.fact_line(
            fact.text,
            marked=mixed and fact.confidence is Confidence.SECONDARY and fact.source != ours,
        )
        for fact in answer.facts
    ]


def _sources(answer: Answer) -> Sequence[str]:
    """Say how sure the facts are and where to look; nothing where the bot speaks of itself."""
    cited = [fact for fact in answer.facts if fact.source != _ours()]
    if not cited:
        return () if answer.look == _ours() else ("", wording.look_at(answer.look))
    read = min(fact.seen for fact in cited)
    sure = wording.how_sure({fact.confidence for fact in cited}, read)
    return ("", sure, wording.look_at(answer.look))


def _ours() -> str:
    return catalog().sources["OURS"].address


def _own_dates(understood: Understood, person: Person, when: When) -> Sequence[str]:
    if understood.intent not in _WITH_DATES:
        return ()
    today = when.today(person.settings.zone)
    lines = []
    for holding in person.holdings:
        if understood.credentials and holding.key not in understood.credentials:
            continue
        span = span_of(holding, today)
        if span.expired:
            lines.append(wording.it_expired(holding.key, holding.cycle_ends))
        elif not span.voluntary:
            lines.append(wording.your_dates(holding.key, dates_of(holding)))
    return lines[:_MOST_DATES]


def _choices(understood: Understood, person: Person) -> Choices:
    if understood.intent is Intent.DUPLICATE and person.activities:
        return ((standing(wording.LIST, "list"),),)
    if understood.intent is Intent.RENEW and person.holdings:
        keys = [k for k in understood.credentials if person.holding(k)]
        declare = standing(wording.DECLARE, "declare", key_value(keys[0]) if keys else "")
        return ((declare,), (standing(wording.WHAT_REMAINS, "status"),))
    if understood.intent in _WITH_DATES and person.holdings:
        return ((standing(wording.WHAT_REMAINS, "status"),),)
    if understood.intent is Intent.DEADLINE:
        return ((standing(wording.ADD_CREDENTIALS, "hold"),),)
    return ()
