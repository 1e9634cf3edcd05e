"""What the hostile tests share: strategies, recorded updates, a day."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "support"))
sys.path.insert(0, str(HERE.parent / "bot" / "support"))
sys.path.insert(0, str(HERE.parent / "storage" / "support"))
