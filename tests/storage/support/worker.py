"""A process that handles updates, to be killed or raced: DATABASE COUNT [STALL]

Handles the updates tg:0 … tg:COUNT-1 of one chat, each once over all workers: it raises the number
of the talk, records the activity of that number and leaves a screen. STALL: it stops inside the
transaction of that update, after all its statements, until it is killed.
"""

import asyncio
import sys

from samples import ANA, NOW, numbered

from conversations.model import Screen, Talk
from conversations.person import KeepActivity
from storage import conversations, outbox, people
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer


async def handle(sessions: Sessions, update: int, *, stall: bool) -> None:
    key = f"tg:{update}"
    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        if not await conversations.is_new(session, key, NOW):
            return
        person = await people.load(session, ANA, NOW)
        activity = numbered(person.next_number, title=key)
        await people.apply(session, ANA, (KeepActivity(activity),), NOW)
        talk = Talk(number=locked.talk.number + 1)
        await conversations.save(session, locked, talk, NOW)
        await outbox.put(session, ANA, (Screen(key),), NOW)
        if stall:
            print("inside", flush=True)
            await asyncio.sleep(60)


async def main() -> None:
    url, count, *stall = sys.argv[1:]
    sessions = await open_sessions(url, Sealer([bytes(range(32))]))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    for update in range(int(count)):
        await handle(sessions, update, stall=stall == [str(update)])
    await sessions.close()


if __name__ == "__main__":
    asyncio.run(main())
