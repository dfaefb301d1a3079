"""`make load`: 200 viewers, newsletter pictures and five writers at once, on one machine.

`python -m tests.load 60` for a time other than 30 seconds. Exit 1 where something went wrong.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.load.figures import Figures
from tests.load.homes import prepared
from tests.load.mix import BUSY, driven, tell
from tests.load.processes import child, workers
from tests.serving import serving

SECONDS = 30.0
WORKERS = 2


def main(seconds: float) -> int:
    """Run the mix and tell what came of it; the exit code."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="fpt-load-") as folder:
        root = Path(folder)
        home = prepared(root)
        with serving(home, WORKERS, FPT_PREPARE_PICTURES="1") as address:
            server = child(os.getpid(), "app.py")
            before = workers(server)
            found = asyncio.run(driven(BUSY, home, address, root, seconds))
            lost = [str(worker) for worker in before if worker not in workers(server)]
        figures.require("no process of the server is replaced", lost)
        tell(figures, found, home, seconds)
    figures.table()
    return int(bool(figures.faults))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
