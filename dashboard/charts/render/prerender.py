"""Draws the usual pictures after each publication, before anyone asks, and behind everyone."""

import logging
import threading
from collections.abc import Iterator

from filelock import FileLock, Timeout

from dashboard.api.problems import NotFoundError
from dashboard.charts.http.service import ChartService
from dashboard.charts.kinds.scorecard import ALL
from dashboard.charts.render.worker_pool import RenderError
from data.errors import NoSnapshotError
from data.text.i18n import LANGUAGES

LOGGER = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 1.0
BREATH_SECONDS = 0.03  # between two pictures, so that readers are answered first
PRESET = "email"


class Preparing:
    """A thread that follows publications; of several processes over one home, one draws."""

    def __init__(self, service: ChartService) -> None:
        self._service = service
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="pictures", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """End after the picture under way."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _follow(self) -> None:
        drawn = ""
        while not self._stopped.wait(LOOK_EVERY_SECONDS):
            newest = self._service.store.current_id()
            if newest and newest != drawn:
                drawn = newest
                self._once()

    def _once(self) -> None:
        folder = self._service.store.home.renders
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / "preparing.lock", blocking=False):
                self.draw()
        except Timeout:
            return  # another process draws
        except OSError as error:
            LOGGER.warning("pictures were not prepared: %s", error)
        except Exception:  # such as a store that is away: the next publication is followed again
            LOGGER.exception("pictures were not prepared")

    def draw(self) -> int:
        """Draw the usual set now; how many pictures. It ends early when something newer is out."""
        count = 0
        begun = self._service.store.current_id()
        for kind, name, query in self._usual():
            if self._stopped.wait(BREATH_SECONDS) or self._service.store.current_id() != begun:
                break
            try:
                self._service.answer(self._service.wanted(kind, name, query))
                count += 1
            except (NotFoundError, RenderError) as error:
                LOGGER.warning("the picture %s/%s was not prepared: %s", kind, name, error)
        self._service.pictures.tidy()
        return count

    def _usual(self) -> Iterator[tuple[str, str, str]]:
        """Scorecard and objectives in every language, in the first horizon."""
        try:
            plan = self._service.store.current().plan
        except NoSnapshotError:
            return
        for lang in LANGUAGES:
            query = f"lang={lang}&preset={PRESET}"
            yield "scorecard", f"{ALL}.png", query
            for objective in plan.objectives:
                yield "objective", f"{objective.code}.png", query
