"""People who log CEs one after the other, whatever happens to the bot; and what came of it."""

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from served import KEY
from strict_api.person import NoSuchButtonError, Person
from strict_api.server import StandIn

from storage import people
from storage.engine import open_sessions
from storage.sealing import Sealer

EXPIRES = date(datetime.now(UTC).year + 2, 6, 30)  # the processes live by the real clock
# Seconds until somebody gives up waiting: each of four kills may leave a lease of 20 s behind.
PATIENCE = 90.0
SET_UP, MISSING, SUMMARY = "are set up", "points still missing", "Is this right?"


@dataclass(frozen=True)
class Counted:
    """What a test with crashes found; docs/reliability.md quotes such lines."""

    what: str
    database: str
    crashes: int
    saved: int  # CEs, each recorded exactly once
    answers: int  # that had to come
    doubled: int  # of them came more than once
    seconds: float

    def tell(self) -> None:
        """Print it as a line of JSON, also into the file that CMPBOT_COUNTS names."""
        line = json.dumps(asdict(self))
        sys.stdout.write(f"\n{line}\n")
        if name := os.environ.get("CMPBOT_COUNTS"):
            with Path(name).open("a") as file:
                file.write(f"{line}\n")


class Learner:
    """Somebody who logs CEs: a message, then racing presses and a question."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.titles: list[str] = []
        self.asked = 0

    def seen(self, words: str) -> int:
        """Count the messages of the bot that show these words, or did before an edit."""
        return sum(
            any(words in text for text in (message.text, *(text for text, _ in message.before)))
            for message in self.person.chat.messages
            if message.by_bot
        )

    async def waits(self, true: Callable[[], bool], within: float = PATIENCE) -> bool:
        """Wait until something is true; return whether it is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not true():  # noqa: ASYNC110  the stand-in tells nobody
                    await asyncio.sleep(0.02)
        return true()

    async def sets_up(self) -> None:
        """Say which credential they hold."""
        self.person.say(f"I hold MLS, expires {EXPIRES}")
        assert await self.waits(lambda: self.seen(SET_UP) > 0), self.person.history()

    async def logs(self, title: str) -> None:
        """Log a CE; press Save twice, and ask something at the same moment."""
        self.titles.append(title)
        self.person.say(f"1.5 hours antibody course {title} from LabCE yesterday, safety")
        assert await self.waits(lambda: self.seen(f"Title: antibody course {title}") > 0)
        self.asked += 1
        deadline = time.monotonic() + PATIENCE
        question = "what do I still need for my MLS?"
        while not self.has_saved(title):
            assert time.monotonic() < deadline, self.person.history()
            with contextlib.suppress(NoSuchButtonError):  # the question may be drawn anew
                self.person.press("Save")
                self.person.press("Save")
            if question:
                self.person.say(question)
                question = ""
            await self.waits(lambda: self.has_saved(title), within=3)
        assert await self.waits(lambda: self.seen(MISSING) >= self.asked), self.person.history()

    def has_saved(self, title: str) -> bool:
        """Whether the bot said that this CE is saved."""
        return self.seen(f" antibody course {title}: 1.5 points") > 0

    def doubled(self) -> int:
        """Count the answers that came more often than they should."""
        saved = sum(self.seen(f" antibody course {t}: 1.5 points") - 1 for t in self.titles)
        return saved + self.seen(SET_UP) - 1 + self.seen(MISSING) - self.asked


class Crowd:
    """Several people at once."""

    def __init__(self, standin: StandIn, people: int) -> None:
        self.learners = [Learner(standin.person(n, f"P{n}")) for n in range(101, 101 + people)]
        self.began = time.monotonic()

    async def logs(self, *titles: str) -> None:
        """Let everybody set up and log these, side by side."""

        async def one(learner: Learner) -> None:
            if not learner.seen(SET_UP):
                await learner.sets_up()
            for title in titles:
                await learner.logs(title)

        async with asyncio.TaskGroup() as group:
            for learner in self.learners:
                group.create_task(one(learner))

    async def found(self, what: str, db: str, crashes: int) -> Counted:
        """Check that the data are exact; count the rest."""
        sessions = await open_sessions(db, Sealer([KEY]))
        for learner in self.learners:
            async with sessions.read() as session:
                person = await people.load(session, learner.person.chat.id, datetime.now(UTC))
            titles = [activity.title for activity in person.activities]
            assert titles == [f"antibody course {title}" for title in learner.titles]
            assert [activity.number for activity in person.activities] == list(
                range(1, len(titles) + 1)
            )
            assert len(person.holdings) == 1
        await sessions.close()
        logged = sum(len(learner.titles) for learner in self.learners)
        counted = Counted(
            what=what,
            database=db.split(":", 1)[0],
            crashes=crashes,
            saved=logged,
            answers=len(self.learners) + 2 * logged,
            doubled=sum(learner.doubled() for learner in self.learners),
            seconds=round(time.monotonic() - self.began, 1),
        )
        counted.tell()
        return counted
