"""Which path leads where."""

from starlette.applications import Starlette
from starlette.routing import Route

from bot.web.watch import Watch
from bot.web.webhook import Webhook


def web_app(watch: Watch, webhook: Webhook | None = None, path: str = "/") -> Starlette:
    """Make the application; `path` is where Telegram brings updates, if it does."""
    routes = [
        Route("/healthz", watch.health),
        Route("/readyz", watch.readiness),
        Route("/metrics", watch.figures),
    ]
    if webhook is not None:
        routes.append(Route(path, webhook.answer, methods=["POST"]))
    return Starlette(routes=routes)
