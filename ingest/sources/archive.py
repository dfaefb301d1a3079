"""Puts files away under names that nothing has yet, whole or not at all."""

import errno
import os
import shutil
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from data.errors import UnreadableFileError
from data.text.i18n import LANGUAGES
from ingest.problem_messages import refusal

DONE, REJECTED = "done", "rejected"
MOST_BYTES = 180  # of a name, so that there is room for what is put before and after it
MOST_ENDING = 10


def called(path: Path) -> str:
    """A file's name as text that can be stored, whatever bytes it is made of."""
    return os.fsencode(path.name).decode(errors="replace")


def stamped(now: datetime, name: str) -> str:
    """A name that says when the file was put away; cut short where it is very long."""
    suffix = Path(name).suffix
    ending = os.fsencode(suffix if len(suffix) <= MOST_ENDING else "")
    stem = os.fsencode(name)[: MOST_BYTES - len(ending)].removesuffix(ending)
    return f"{now:%Y%m%dT%H%M%S}-{os.fsdecode(stem + ending)}"


def reserved(folder: Path, name: str) -> Path:
    """An empty file of that name, or of the next free one; made if nobody else has it."""
    folder.mkdir(exist_ok=True)
    plain = folder / name
    for n in count(1):
        target = plain if n == 1 else plain.with_name(f"{plain.stem}-{n}{plain.suffix}")
        with suppress(FileExistsError):
            target.touch(exist_ok=False)
            return target
    raise AssertionError("numbers do not end")


def put_away(path: Path, folder: Path, name: str) -> Path:
    """Move a file; where it is now. Nothing is overwritten."""
    target = reserved(folder, name)
    try:
        path.rename(target)  # onto the empty file that is ours
    except OSError as error:
        if error.errno != errno.EXDEV:
            target.unlink(missing_ok=True)
            raise
        _copy(path, target)
        path.unlink()
    return target


def write_why(folder: Path, name: str, refused: list[UnreadableFileError]) -> Path:
    """Say in every language why files were refused."""
    paragraphs = [
        f"{lang.upper()}: {refusal(error, lang)}\n" for error in refused for lang in LANGUAGES
    ]
    target = reserved(folder, f"{name}.why.txt")
    target.write_text("\n".join(paragraphs), encoding="utf-8", errors="replace")
    return target


def _copy(path: Path, target: Path) -> None:
    """To another file system: the name stands for a whole file, or for none."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        shutil.copyfile(path, partial)
        with partial.open("rb+") as copied:
            os.fsync(copied.fileno())
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise
