"""Ask the process beside us whether it is well; exit status 1 where it is not (health check)."""

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

port = os.environ.get("CMPBOT_LISTEN", "8080").rpartition(":")[2]
try:
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as answer:
        sys.exit(0 if answer.status == 200 else 1)
except (URLError, TimeoutError) as error:
    sys.stderr.write(f"not well: {error}\n")
    sys.exit(1)
