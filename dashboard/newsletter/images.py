"""The images of an edition: where they are, what they lead to, and what was corrected since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from dashboard.api.problems import NotFoundError
from dashboard.charts.frozen import Frozen, FrozenPictures
from dashboard.charts.frozen_page import correction_words
from dashboard.charts.frozen_service import corrected, frozen_of
from dashboard.charts.model import Chart
from dashboard.charts.pictures import Picture
from dashboard.charts.renderer import RenderError
from dashboard.charts.service import ChartService
from dashboard.newsletter.edition import Edition

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by its address, the page it links to, and what it shows that reads otherwise now.

    `size` is in bytes, None where nobody looked.
    """

    source: str
    page: str
    corrections: tuple[str, ...] = ()
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
            self._image(edition, frozen_of(self._charts, self._frozen, path), address)
            for path in _paths(edition)
        ]

    def frozen_before(self, edition: Edition, address: Address) -> list[Image] | None:
        """The frozen images where all of them were kept before; nothing is written."""
        try:
            digests = [
                sha256(self.content(edition, chart)).hexdigest()[:32] for chart in edition.charts
            ]
            found = [self._frozen.find(digest) for digest in digests]
        except KeyError:
            return None
        return [self._image(edition, each, address) for each in found]

    def content(self, edition: Edition, chart: Chart) -> bytes:
        """The picture of a chart as it is sent; `NotFoundError` where it cannot be drawn now."""
        path = edition.issue.picture_path(_name(chart), chart.lang)
        wanted = self._charts.picture_wanted(path)
        drawn_from = self._charts.question(wanted.view, wanted.as_of).snapshot
        try:
            drawn: Picture = self._charts.picture(chart, drawn_from, wanted)
        except RenderError as error:
            raise NotFoundError(str(error)) from None
        if drawn.of:
            raise NotFoundError("A picture cannot be drawn now; an old one is not sent.")
        return drawn.content

    def weighed(self, edition: Edition, images: Sequence[Image]) -> list[Image]:
        """The images with their size."""
        sizes = [len(self.content(edition, chart)) for chart in edition.charts]
        return [replace(image, size=size) for image, size in zip(images, sizes, strict=True)]

    def _image(self, edition: Edition, found: Frozen, address: Address) -> Image:
        told = correction_words(edition.t, corrected(self._charts, found))
        return Image(address(found.path), address(f"/frozen/{found.digest}"), tuple(told))


def _paths(edition: Edition) -> list[str]:
    return [edition.issue.picture_path(_name(chart), chart.lang) for chart in edition.charts]


def _name(chart: Chart) -> str:
    return f"{chart.kind}/{chart.id}"
