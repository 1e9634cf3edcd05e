"""Print the settings with what they are for: `python deploy/settings_example.py > .env.example`."""

import sys
import textwrap

from bot.settings import Settings

OPENING = """\
# Every setting with what it is for. Copy to .env (mode 0600) and fill in; a line that is left
# out, or commented as here, leaves the setting as it is usually. The copy holds secrets.
"""
OF_COMPOSE = """\
# For compose.yaml alone: the password of its PostgreSQL, letters and digits.
# With compose.yaml CMPBOT_KEY is needed too; make one with:
#   python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"
#POSTGRES_PASSWORD=
"""


def example() -> str:
    """Return the text of `.env.example`."""
    said = [OPENING]
    for setting in Settings.model_fields.values():
        words = textwrap.fill(
            str(setting.description), 96, initial_indent="# ", subsequent_indent="# "
        )
        usual = "" if setting.default in (None, "") else setting.default
        said.append(f"{words}\n#{setting.validation_alias}={usual}\n")
    return "\n".join([*said, OF_COMPOSE])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(example())
