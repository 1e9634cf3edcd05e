"""What the bot is told from outside: environment variables, or a `.env` file beside it."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

AT_ONCE = 40  # as many as the certificates of a whole cycle, forwarded together
TELEGRAM = "https://api.telegram.org/bot"


def _setting(name: str, description: str, default: Any = None, **more: Any) -> Any:
    """Make a setting out of its name in the environment and what it is for."""
    return Field(default=default, validation_alias=name, description=description, **more)


class Settings(BaseSettings):
    """Every setting, read once at the start. Secrets are asterisks wherever they are printed."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    token: SecretStr | None = _setting(
        "TELEGRAM_BOT_TOKEN", "The bot's token, from @BotFather. Needed by `cmpbot run`."
    )
    api_url: str = _setting(
        "TELEGRAM_API_URL", "Where the Bot API is; another one than Telegram's own.", TELEGRAM
    )
    webhook_url: str = _setting(
        "WEBHOOK_URL",
        "The public https address to which Telegram brings updates; its path (letters, digits and "
        "/ . _ ~ -) is served as it is. A proxy in front ends TLS. Unset: updates are fetched by "
        "long polling.",
        "",
    )
    webhook_secret: SecretStr | None = _setting(
        "WEBHOOK_SECRET",
        "What Telegram shows with each update, 1 to 256 characters of A-Z, a-z, 0-9, _ and -. "
        "Unset: derived from the token.",
    )
    listen: str = _setting(
        "CMPBOT_LISTEN",
        "HOST:PORT, or a port of 127.0.0.1, for the webhook, /healthz, /readyz and /metrics. "
        "Unset: 127.0.0.1:8080 with a webhook, nothing without one.",
        "",
    )
    db: str = _setting(
        "CMPBOT_DB",
        "The database: sqlite:///file, postgresql://… or a path. In a password, what is no letter "
        "or digit is percent-encoded (@ is %40).",
        "sqlite:///cmpbot.db",
        repr=False,
    )
    key: SecretStr | None = _setting(
        "CMPBOT_KEY", "The key that seals the database, in base64; older ones behind a comma."
    )
    key_file: Path | None = _setting(
        "CMPBOT_KEY_FILE", "A file with that key, apart from the database; made on first use."
    )
    allowed_people: str = _setting(
        "ALLOWED_PEOPLE",
        "Who is served: Telegram chat numbers, separated by commas. Others hear one polite line a "
        "day and nothing of them is stored. Unset: everybody.",
        "",
    )
    at_once: int = _setting(
        "CMPBOT_AT_ONCE",
        "How many messages of one person are taken at once, before one a second; 0: any number.",
        AT_ONCE,
        ge=0,
    )
    log_level: str = _setting("CMPBOT_LOG", "DEBUG, INFO, WARNING or ERROR.", "INFO")
    log_format: Literal["json", "text", ""] = _setting(
        "CMPBOT_LOG_FORMAT", "json or text. Unset: text at a terminal, json elsewhere.", ""
    )
