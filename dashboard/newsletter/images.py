"""The images of an edition: where they are, what they lead to, and what was corrected since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from dashboard.api.problems import NotFoundError
from dashboard.charts.http.frozen import Frozen, FrozenPictures
from dashboard.charts.http.frozen_page import correction_words
from dashboard.charts.http.frozen_service import corrected, frozen_of
from dashboard.charts.http.recall import is_recalled
from dashboard.charts.http.service import ChartService
from dashboard.charts.kinds.model import Chart
from dashboard.charts.render.picture_store import Picture
from dashboard.charts.render.worker_pool import RenderError
from dashboard.newsletter.edition import Edition

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by its address, the page it links to, and what it shows that reads otherwise now.

    `digest` is that of a frozen picture; `size` is in bytes, None where nobody looked.
    """

    source: str
    page: str
    corrections: tuple[str, ...] = ()
    digest: str = ""
    size: int | None = None


class Images:
    """Makes the images of editions."""

    def __init__(self, charts: ChartService, frozen: FrozenPictures) -> None:
        self._charts = charts
        self._frozen = frozen

    def latest(self, edition: Edition, address: Address) -> list[Image]:
        """Images that follow the figures."""
        return [
            Image(
                address(edition.issue.picture_path(_name(chart), chart.lang)), address(chart.page)
            )
            for chart in edition.charts
        ]

    def freeze(self, edition: Edition, address: Address) -> list[Image]:
        """Images that never change, kept now where they were not; OSError where they cannot be."""
        return [
            self._image(edition, self._known(edition, path) or self._freeze(path), address)
            for path in _paths(edition)
        ]

    def frozen_before(self, edition: Edition, address: Address) -> list[Image] | None:
        """The frozen images where all of them were kept before; nothing is written."""
        found = [
            self._known(edition, path) or self._drawn_alike(edition, chart)
            for path, chart in zip(_paths(edition), edition.charts, strict=True)
        ]
        images = [self._image(edition, each, address) for each in found if each]
        return images if len(images) == len(found) else None

    def content(self, edition: Edition, chart: Chart, image: Image | None = None) -> bytes:
        """The picture of a chart as it is sent; `NotFoundError` where it cannot be drawn now."""
        if image and image.digest:
            return self._frozen.content(image.digest)
        path = edition.issue.picture_path(_name(chart), chart.lang)
        wanted = self._charts.picture_wanted(path)
        drawn_from = self._charts.context(wanted.view, wanted.as_of).snapshot
        try:
            drawn: Picture = self._charts.picture(chart, drawn_from, wanted)
        except RenderError as error:
            raise NotFoundError(str(error)) from None
        if drawn.of:
            raise NotFoundError("A picture cannot be drawn now; an old one is not sent.")
        return drawn.content

    def weighed(self, edition: Edition, images: Sequence[Image]) -> list[Image]:
        """The images with their size."""
        return [
            replace(image, size=len(self.content(edition, chart, image)))
            for chart, image in zip(edition.charts, images, strict=True)
        ]

    def _freeze(self, path: str) -> Frozen:
        found = frozen_of(self._charts, self._frozen, path)
        self._frozen.remember(path, found.digest)
        return found

    def _known(self, edition: Edition, path: str) -> Frozen | None:
        """What an issue of an earlier day was frozen with; today's figures may still change."""
        digest = self._frozen.frozen_last(path)
        if digest is None or edition.issue.as_of >= self._charts.clock().date():
            return None
        return self._find(digest)

    def _drawn_alike(self, edition: Edition, chart: Chart) -> Frozen | None:
        """The frozen picture with the very bytes that would be drawn now."""
        return self._find(sha256(self.content(edition, chart)).hexdigest()[:32])

    def _find(self, digest: str) -> Frozen | None:
        """A frozen picture; None where there is none, or it was recalled."""
        try:
            found = self._frozen.find(digest)
        except KeyError:
            return None
        return None if is_recalled(found, self._charts.store.current()) else found

    def _image(self, edition: Edition, found: Frozen, address: Address) -> Image:
        told = correction_words(edition.ctx.t, corrected(self._charts, found))
        page = address(f"/frozen/{found.digest}")
        return Image(address(found.path), page, tuple(told), found.digest)


def _paths(edition: Edition) -> list[str]:
    return [edition.issue.picture_path(_name(chart), chart.lang) for chart in edition.charts]


def _name(chart: Chart) -> str:
    return f"{chart.kind}/{chart.id}"
