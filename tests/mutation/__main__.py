"""`make mutants`: every mutant is killed by the test that is named for it. Exit 1 where one lives.

Each is tried in a copy of the code; the tests pass there before anything is changed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.mutation.mutants import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = ("data", "ingest", "dashboard", "assets", "tests", "docs", "deploy")
FILES = ("app.py", "pyproject.toml", "README.md", "Makefile", "Dockerfile")


def copied(folder: Path) -> Path:
    """The code as it is, beside nothing else."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def passes(folder: Path, *tests: str) -> bool:
    """Whether tests pass on what the folder holds."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def is_killed(folder: Path, mutant: Mutant) -> bool:
    """Whether its test fails while the mutant lives."""
    file = folder / mutant.file
    before = file.read_text()
    if before.count(mutant.old) != 1:
        raise SystemExit(
            f"{mutant.file}: {mutant.old!r} stands there {before.count(mutant.old)} times."
        )
    file.write_text(before.replace(mutant.old, mutant.new))
    try:
        return not passes(folder, mutant.killer)
    finally:
        file.write_text(before)


def main() -> int:
    """Try all; how many were killed, and which live."""
    with tempfile.TemporaryDirectory(prefix="fpt-mutants-") as made:
        folder = copied(Path(made))
        if not passes(folder, *dict.fromkeys(mutant.killer for mutant in MUTANTS)):
            raise SystemExit("The named tests do not pass on the code as it is.")
        alive = []
        for mutant in MUTANTS:
            killed = is_killed(folder, mutant)
            click.echo(f"{'killed' if killed else 'ALIVE '}  {mutant.what}")
            alive += [] if killed else [mutant]
    click.echo(f"{len(MUTANTS) - len(alive)} of {len(MUTANTS)} mutants killed.")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
