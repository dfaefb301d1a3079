"""`make fuzz`: every reader against broken inputs; exit 1 where one was not read or refused.

`python -m tests.fuzz --inputs 1000 --reader json --seed 2` for less, or others.
"""

import argparse
import sys
import time

from tests.fuzz.corpus import READERS
from tests.fuzz.worker import fuzz


def main() -> int:
    """One line a reader, then a line a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="of each reader")
    parser.add_argument("--reader", choices=READERS, action="append", help="all by default")
    parser.add_argument("--seed", type=int, default=1, help="others make other inputs")
    said = parser.parse_args()
    findings = 0
    for reader in said.reader or READERS:
        begun = time.monotonic()
        tally = fuzz(reader, said.inputs, said.seed)
        seconds = time.monotonic() - begun
        told = f"{reader}: {tally.inputs} inputs, {tally.refused} refused, {seconds:.0f} s"
        sys.stdout.write("\n  ".join((told, *tally.findings)) + "\n")
        sys.stdout.flush()
        findings += len(tally.findings)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
