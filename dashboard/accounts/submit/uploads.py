"""The files that a form brought, as one."""

import re
import shutil
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZipFile

from starlette.datastructures import UploadFile

NAME = re.compile(r"[^\w. ()-]+")
LONGEST_NAME = 100


def name_of(upload: UploadFile) -> str:
    """What a file is called, of letters, digits and a few signs."""
    return NAME.sub("_", upload.filename or "file")[-LONGEST_NAME:]


def as_one(uploads: Sequence[UploadFile]) -> tuple[BinaryIO, str]:
    """The file and its name; several become a ZIP, whose files are deliveries of their own."""
    if len(uploads) == 1:
        return uploads[0].file, name_of(uploads[0])
    packed = TemporaryFile()  # noqa: SIM115 - who gets it closes it
    with ZipFile(packed, "w") as archive:
        for number, upload in enumerate(uploads, start=1):
            with archive.open(f"{number} {name_of(upload)}", "w") as target:
                shutil.copyfileobj(upload.file, target)
    packed.seek(0)
    return packed, f"{len(uploads)} files.zip"
