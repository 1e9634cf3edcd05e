"""Serve telemelya without Redis and MinIO: `telemelya_server.py PORT`; wants fakeredis."""

import sys

import fakeredis.aioredis
import uvicorn
from telemelya.server import media, state
from telemelya.server.app import app


async def _nothing(_: object) -> None:
    """Do without a store of media; photos are not sent."""


async def _connect(self: state.StateManager) -> None:
    self._redis = fakeredis.aioredis.FakeRedis(decode_responses=True)


if __name__ == "__main__":
    state.StateManager.connect = _connect
    media.MediaManager.connect = media.MediaManager.close = _nothing
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
