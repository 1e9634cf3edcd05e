"""Where the declaration of a credential stands, with what can be done about it."""

from datetime import date

from cmp_rules.catalog import catalog
from cmp_rules.declaring import Declaration, Stage, declaration
from cmp_rules.model import CredentialKey, Outcome
from cmp_rules.progress import Progress
from cmp_rules.reminders import review_of
from conversations import wording
from conversations.answers.programme.entries import named
from conversations.answers.programme.screen import answer_lines
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import key_value, rows, standing
from conversations.model import Choices, Reply, When
from conversations.person import Person

MEANS = {Outcome.AUDIT: "audit.audited", Outcome.REJECTED: "audit.failed"}


def declare(person: Person, keys: tuple[CredentialKey, ...], when: When) -> Reply:
    """Say where a declaration stands; ask which one where several may be meant."""
    if not person.holdings:
        return no_holdings()
    if len(keys) == 1:
        return one_declaration(person, keys[0], when)
    if len(person.holdings) == 1:
        return one_declaration(person, person.holdings[0].key, when)
    return which(person, "declare", when, keys)


def which(person: Person, action: str, when: When, keys: tuple[CredentialKey, ...] = ()) -> Reply:
    """Ask which credential is meant; its button carries out the action."""
    today = when.today(person.settings.zone)
    chosen = [held for held in person.holdings if not keys or held.key in keys]
    lines = [wording.which_declaration()]
    for held in chosen or person.holdings:
        found = declaration(held, person.activities, today)
        lines.append(wording.declaration_in_short(found, today))
    buttons = [
        standing(wording.credential(held.key), action, key_value(held.key))
        for held in chosen or person.holdings
    ]
    return Reply("\n".join(lines), rows(buttons))


def one_declaration(person: Person, key: CredentialKey, when: When) -> Reply:
    """Say where the declaration of one credential stands."""
    holding = person.holding(key)
    if holding is None:
        return not_held(key)
    today = when.today(person.settings.zone)
    found = declaration(holding, person.activities, today)
    draw = {
        Stage.EARLY: _early,
        Stage.OPEN: _open,
        Stage.DECLARED: _declared,
        Stage.LAPSED: _lapsed,
    }[found.stage]
    return draw(found, today)


def _early(found: Declaration, today: date) -> Reply:
    progress = found.found
    lines = [
        *_needs(progress),
        "",
        wording.best_by(progress.dates, today),
        wording.what_can_be_done_early(len(found.entries)),
        *_rests_on(progress),
    ]
    return Reply(
        "\n".join(lines),
        heading=wording.too_early_heading(progress, today),
        choices=_ways(found, declared=False),
    )


def _open(found: Declaration, today: date) -> Reply:
    progress = found.found
    lines = [*_was_rejected(found), *_needs(progress)]
    if not progress.voluntary:
        lines += ["", wording.best_by(progress.dates, today)]
    if progress.complete:
        lines += ["", *wording.declaration_steps(found)]
    return Reply(
        "\n".join([*lines, *_rests_on(progress)]),
        heading=wording.ready_heading(progress),
        choices=_ways(found, declared=True),
    )


def _lapsed(found: Declaration, today: date) -> Reply:
    """Explain the way back as far as the sources go, and where the last three years stand."""
    progress = found.found
    value = key_value(progress.holding.key)
    lines = [
        *_was_rejected(found),
        wording.last_three_years(progress),
        *wording.still_short(progress),
        "",
        *answer_lines(named("reinstatement.usual")),
        "",
        wording.reinstated_then(),
        wording.you_declare(),
    ]
    enter = (standing(wording.ENTER_CES, "enter", value),) if found.entries else ()
    return Reply(
        "\n".join(lines),
        heading=wording.lapsed_heading(progress.holding.key, progress.dates.expires),
        choices=(
            (standing(wording.WHAT_REMAINS, "status", value), *enter),
            (standing(wording.RENEWED, "renewed", value),),
            (standing(wording.I_DECLARED, "declared", value),),
        ),
    )


def _declared(found: Declaration, today: date) -> Reply:
    progress, holding = found.found, found.found.holding
    declared, value = holding.declared, key_value(holding.key)
    if declared is None:
        raise ValueError("what is declared has a declaration")
    asked, lines = review_of(holding), wording.declared_line(progress, today)
    match declared.outcome:
        case Outcome.AUDIT:
            lines += ["", *papers(found), "", *answer_lines(named(MEANS[Outcome.AUDIT]))]
        case Outcome.APPROVED:
            lines += ["", wording.approved_next()]
        case _:
            if asked is not None and asked >= today:
                lines.append(wording.asked_later(asked))
            lines += ["", wording.what_may_follow()]
    return Reply(
        "\n".join([*lines, "", wording.you_declare()]),
        heading=wording.declared_heading(holding.key, declared),
        choices=outcome_buttons(declared.outcome, value, listed=bool(found.entries)),
    )


def outcome_buttons(outcome: Outcome, value: str, *, listed: bool) -> Choices:
    """Return what can be told of a declaration that was sent."""
    approved = standing(wording.APPROVED, "approved", value)
    rejected = standing(wording.REJECTED, "rejected", value)
    ces = (standing(wording.SHOW_DECLARED, "enter", value),) if listed else ()
    match outcome:
        case Outcome.WAITING:
            papers_asked = standing(wording.ASKED_FOR_PAPERS, "audited", value)
            undo = standing(wording.NOT_DECLARED, "undeclare", value)
            change = standing(wording.CHANGE_DECLARED_DAY, "redeclare", value)
            return ((approved,), (papers_asked, rejected), (change, undo))
        case Outcome.AUDIT:
            return ((approved, rejected), (standing(wording.NOT_HEARD, "waiting", value), *ces))
        case Outcome.APPROVED:
            begin = standing(wording.BEGIN_NEXT_CYCLE, "renewed", value)
            return ((begin,), (standing(wording.NOT_HEARD, "waiting", value), *ces))
    again = standing(wording.DECLARED_AGAIN, "declared", value)
    return ((again,), (standing(wording.NOT_HEARD, "waiting", value),))


def papers(found: Declaration) -> list[str]:
    """Say which papers prove the CEs that were declared, by kind."""
    kinds = [entry.activity.kind for entry in found.entries]
    lines = [wording.audit_papers_heading()]
    for kind in dict.fromkeys(kinds):
        paper = catalog().kinds[kind].paper
        lines.append(wording.paper_of_kind(kind, kinds.count(kind), paper.text))
    return lines if kinds else []


def _was_rejected(found: Declaration) -> list[str]:
    declared = found.found.holding.declared
    if declared is None:
        return []
    return [wording.was_rejected(declared), ""]


def _needs(progress: Progress) -> list[str]:
    """Say exactly what is missing, by the same figures as "what do I still need"."""
    short = wording.still_short(progress)
    lines = [wording.missing_heading(), *short] if short else []
    unknown = [wording.slot_line(slot) for slot in progress.slots if slot.required is None]
    if progress.complete is None:
        lines.append(wording.unknown_heading())
    if progress.complete is not True:
        lines += unknown
    if progress.total.required is None:
        lines.append(wording.total_line(progress))
    return lines or [wording.all_met(progress)]


def _rests_on(progress: Progress) -> list[str]:
    credential = catalog().credential(progress.holding.key)
    lines = wording.caveats(progress, credential)
    if progress.complete is False:
        lines.append(wording.you_declare())
    return ["", *lines]


def _ways(found: Declaration, *, declared: bool) -> Choices:
    """Return the ways on: first what is missing, then entering, then having declared."""
    progress, value = found.found, key_value(found.found.holding.key)
    first = []
    if found.entries:
        first.append(standing(wording.ENTER_CES, "enter", value))
    if progress.complete is not True:
        first.append(standing(wording.WHAT_REMAINS, "status", value))
    second = []
    if declared:
        second.append(standing(wording.I_DECLARED, "declared", value))
    if progress.complete is None:
        second.append(standing(wording.CORRECT_FIGURES, "holding", value))
    elif progress.complete is False:
        second.append(standing(wording.LOG_A_CE, "add"))
    return tuple(tuple(row) for row in (first, second) if row)
