"""`python -m bot` without Telegram's pace for answers: `python unpaced.py`, from the project's folder.

The other side has no pace either; and a process that waits between its answers pays for waking up.
"""

import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from bot.quick_start import defer_types

defer_types()

from bot import telegram  # noqa: E402
from bot.__main__ import main  # noqa: E402
from bot.assembly import assemble  # noqa: E402

vars(telegram)["assemble"] = partial(assemble, limits=False)

if __name__ == "__main__":
    sys.exit(main([]))
