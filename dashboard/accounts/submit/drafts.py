"""Files between trying and sending: kept for a day, each for one organisation only."""

import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HOLDS_SECONDS = 24 * 3600
ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Draft:
    """One file as its sender left it."""

    id: str
    path: Path
    partner: str
    name: str
    locale: str


class Drafts:
    """The files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: BinaryIO, partner: str | None, name: str, locale: str) -> Draft:
        """Keep a file; old ones go."""
        self._tidy()
        id_ = secrets.token_hex(16)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._file(id_).open("wb") as target:
            shutil.copyfileobj(file, target)
        told = {"partner": partner or "", "name": name, "locale": locale}
        self._told(id_).write_text(json.dumps(told))
        return Draft(id_, self._file(id_), **told)

    def find(self, id: str, partner: str | None) -> Draft:
        """A file of this organisation; KeyError for any other."""
        if not ID.fullmatch(id):
            raise KeyError(id)
        try:
            told = json.loads(self._told(id).read_text())
        except OSError:
            raise KeyError(id) from None
        if told["partner"] != partner:
            raise KeyError(id)
        return Draft(id, self._file(id), **told)

    def drop(self, draft: Draft) -> None:
        """Forget a file."""
        self._file(draft.id).unlink(missing_ok=True)
        self._told(draft.id).unlink(missing_ok=True)

    def _tidy(self) -> None:
        since = time.time() - HOLDS_SECONDS
        for path in self._folder.glob("*"):
            if path.stat().st_mtime < since:
                path.unlink(missing_ok=True)

    def _file(self, id: str) -> Path:
        return self._folder / f"{id}.file"

    def _told(self, id: str) -> Path:
        return self._folder / f"{id}.json"
