"""What the bot is told from outside: environment variables, or a `.env` file beside it."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org/bot"


class Settings(BaseSettings):
    """Every setting, read once at the start. Secrets are asterisks wherever they are printed."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    api_url: str = Field(default=TELEGRAM, validation_alias="TELEGRAM_API_URL")
    db: str = Field(default="sqlite:///cmpbot.db", validation_alias="CMPBOT_DB", repr=False)
    key: SecretStr | None = Field(default=None, validation_alias="CMPBOT_KEY")
    key_file: Path | None = Field(default=None, validation_alias="CMPBOT_KEY_FILE")
    log_level: str = Field(default="INFO", validation_alias="CMPBOT_LOG")
