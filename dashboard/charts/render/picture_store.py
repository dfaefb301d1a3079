"""Pictures kept on disk: drawn once a snapshot and question; the last good one when that fails."""

import logging
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from dashboard.charts.render.worker_pool import Renderer, RenderError
from data.store.cache import AnswersOfNewest
from data.store.publish import order

LOGGER = logging.getLogger(__name__)
DRAWN_BY = "1"  # another number when pictures of the same question should come out otherwise
KEPT_IN_MEMORY = 256
KEPT_ON_DISK = 5_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG; `of` is when it was drawn where it is an earlier one, as drawing failed now."""

    content: bytes
    of: datetime | None = None


class Pictures:
    """PNGs by question. `folder` may be full or gone: then pictures are drawn and not kept."""

    def __init__(self, folder: Path, renderer: Renderer) -> None:
        self._folder = folder
        self._renderer = renderer
        self._known = AnswersOfNewest(KEPT_IN_MEMORY)

    def png(self, snapshot: str, question: str, svg: str, zoom: int) -> Picture:
        """The picture of a question's SVG; raises `RenderError` where there never was one."""
        digest = sha256(f"{DRAWN_BY}\n{snapshot}\n{question}\n{zoom}\n{svg}".encode()).hexdigest()
        try:
            content = self._known.get(
                order(snapshot)[0], digest, lambda: self._drawn(digest, question, svg, zoom)
            )
        except RenderError:
            return self._last_good(question)
        return Picture(content)

    def _drawn(self, digest: str, question: str, svg: str, zoom: int) -> bytes:
        path = self._folder / f"{digest}.png"
        try:
            return path.read_bytes()
        except OSError:
            content = self._renderer.png(svg, zoom)
            self._keep(path, self._last(question), content)
            return content

    def _keep(self, path: Path, last: Path, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
            write_whole(last, content)
        except OSError as error:
            LOGGER.warning("a picture could not be kept in %s: %s", self._folder, error)

    def _last(self, question: str) -> Path:
        return self._folder / f"last-{sha256(question.encode()).hexdigest()}.png"

    def _last_good(self, question: str) -> Picture:
        path = self._last(question)
        try:
            of = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            return Picture(path.read_bytes(), of)
        except OSError:
            raise RenderError("The picture could not be drawn.") from None

    def tidy(self) -> None:
        """Drop the pictures drawn longest ago beyond what is kept, and so of the last good ones."""
        for names in ("last-*.png", "[!l]*.png"):  # the others are called by a hexadecimal digest
            drawn = sorted(self._folder.glob(names), key=lambda path: path.stat().st_mtime)
            for path in drawn[:-KEPT_ON_DISK]:
                path.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """All of the content under the name, or nothing of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
