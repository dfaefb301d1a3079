"""An issue as one ZIP: blocks, texts, pictures, figures, and a manifest with their checksums.

The same issue gives the same bytes: names and order are fixed, times are those of its day.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from dashboard.api.file_words import LICENCE
from dashboard.charts.http.files import citation, table_csv
from dashboard.charts.kinds.model import Chart
from dashboard.newsletter.block import block
from dashboard.newsletter.edition import Edition
from dashboard.newsletter.images import Image
from dashboard.newsletter.plain import digest_text, markdown, plain_text
from dashboard.newsletter.words import caption, said
from data.formula_guard import guard

MANIFEST = "manifest.json"
HEADINGS = ("chart", "title", "finding", "caption", "alt", "description", "image", "link")


@dataclass(frozen=True, slots=True)
class Bound:
    """An edition with its images, and their bytes in the same order."""

    edition: Edition
    images: Sequence[Image]
    pictures: Sequence[bytes]


def pack(bound: Sequence[Bound], address: Callable[[str], str]) -> bytes:
    """The ZIP of an issue, one `Bound` a language."""
    files = dict(_files(bound, address))
    files[MANIFEST] = _manifest(bound, files, address)
    target = io.BytesIO()
    day = bound[0].edition.issue.as_of
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            told = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            told.external_attr = 0o644 << 16
            stored = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            archive.writestr(told, content, stored)
    return target.getvalue()


def file_name(number: int, chart: Chart, lang: str, extension: str) -> str:
    """01-objective-A1.fr.png: sorted as in the issue."""
    language = f".{lang}" if lang else ""
    return f"{number:02}-{chart.kind}-{chart.id}{language}.{extension}"


def _files(bound: Sequence[Bound], address: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    for each in bound:
        edition, images, lang = each.edition, each.images, each.edition.ctx.t.lang
        yield f"blocks/block.{lang}.html", block(edition, images, address).encode()
        yield f"blocks/issue.{lang}.md", markdown(edition, images, address).encode()
        yield f"blocks/issue.{lang}.txt", plain_text(edition, images, address).encode()
        yield f"texts/digest.{lang}.txt", f"{digest_text(edition)}\n".encode()
        yield f"texts/texts.{lang}.csv", _texts(edition, images).encode("utf-8-sig")
        for number, (chart, picture) in enumerate(
            zip(edition.charts, each.pictures, strict=True), 1
        ):
            yield f"images/{file_name(number, chart, lang, 'png')}", picture
    for number, chart in enumerate(bound[0].edition.charts, 1):
        yield f"figures/{file_name(number, chart, '', 'csv')}", table_csv(chart).encode()


def _texts(edition: Edition, images: Sequence[Image]) -> str:
    """What to say of each picture, for a table program: no cell that it takes for a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADINGS)
    for chart, image in zip(edition.charts, images, strict=True):
        cells = (
            f"{chart.kind}/{chart.id}",
            chart.title,
            said(edition, chart) or edition.headline,
            caption(edition, chart),
            chart.alt,
            chart.description,
            image.source,
            image.page,
        )
        writer.writerow(map(guard, cells))
    return target.getvalue()


def _manifest(
    bound: Sequence[Bound], files: Mapping[str, bytes], address: Callable[[str], str]
) -> bytes:
    """What the pack is made from, and every file with its checksum."""
    first = bound[0].edition
    issue = first.issue
    document = {
        "issue": address(f"/newsletter?{issue.query()}"),
        "charts": issue.charts,
        "languages": issue.langs,
        "as_of": issue.as_of.isoformat(),
        "since": issue.since.isoformat(),
        "horizon": issue.horizon,
        "images": "frozen" if issue.frozen else "latest",
        "snapshot": first.ctx.info.id,
        "plan_version": first.ctx.plan.version,
        "method_version": first.charts[0].stamp.method,
        "sample": first.sample,
        "licence": LICENCE,
        "citations": [citation(chart, first.ctx.plan) for chart in first.charts],
        "corrections": {
            each.edition.ctx.t.lang: [words for image in each.images for words in image.corrections]
            for each in bound
        },
        "files": [
            {"path": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
