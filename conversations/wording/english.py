"""What the bot says in English, by topic: the language in which every sentence exists."""

from conversations.wording.adding import *  # noqa: F403
from conversations.wording.advising import *  # noqa: F403
from conversations.wording.answers import *  # noqa: F403
from conversations.wording.areas import *  # noqa: F403
from conversations.wording.calendar_file import *  # noqa: F403
from conversations.wording.certificates import *  # noqa: F403
from conversations.wording.changes_of_rules import *  # noqa: F403
from conversations.wording.checking_back import *  # noqa: F403
from conversations.wording.declared import *  # noqa: F403
from conversations.wording.declaring import *  # noqa: F403
from conversations.wording.entering import *  # noqa: F403
from conversations.wording.entries import *  # noqa: F403
from conversations.wording.forms import *  # noqa: F403
from conversations.wording.general import *  # noqa: F403
from conversations.wording.holdings import *  # noqa: F403
from conversations.wording.labels import *  # noqa: F403
from conversations.wording.outside import *  # noqa: F403
from conversations.wording.pasting import *  # noqa: F403
from conversations.wording.planning import *  # noqa: F403
from conversations.wording.privacy import *  # noqa: F403
from conversations.wording.programme import *  # noqa: F403
from conversations.wording.reminders import *  # noqa: F403
from conversations.wording.reminding import *  # noqa: F403
from conversations.wording.settings import *  # noqa: F403
from conversations.wording.snoozing import *  # noqa: F403
from conversations.wording.twins import *  # noqa: F403
