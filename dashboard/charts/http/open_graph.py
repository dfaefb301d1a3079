"""What a page says of itself when it is shared: Open Graph, Twitter, oEmbed."""

from html import escape
from urllib.parse import quote, urlencode

from dashboard.api.problems import BadQueryError, NotFoundError
from dashboard.charts.http.oembed import wanted_of
from dashboard.charts.http.service import ChartService
from data.errors import NoSnapshotError, UnreadableSnapshotError
from data.text.i18n import GRAMMARS


def social_tags(service: ChartService, base: str, path: str, query: str) -> str:
    """Tags for the head of a page, whose picture is the very view; nothing where none stands."""
    address = f"{quote(path)}?{query}" if query else quote(path)
    try:
        wanted, _ = wanted_of(service, address)
        if wanted.view.asof:  # an earlier day takes too long for the head of a page
            return ""
        chart, _ = service.chart(wanted)
    except (NotFoundError, BadQueryError, NoSnapshotError, UnreadableSnapshotError):
        return ""
    shown = urlencode({**wanted.view.query(), "preset": "wide"})
    page = f"{base}{address}"
    tags = {
        "og:type": "website",
        "og:title": chart.title,
        "og:description": chart.finding,
        "og:url": page,
        "og:locale": f"{chart.lang}_{GRAMMARS[chart.lang].territory}",
        "og:image": f"{base}/chart/{chart.kind}/{chart.id}.png?{shown}",
        "og:image:width": "1200",
        "og:image:height": "628",
        "og:image:alt": chart.alt,
    }
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in tags.items()]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    oembed = escape(f"{base}/oembed?{urlencode({'url': page, 'format': 'json'})}")
    lines.append(
        f'<link rel="alternate" type="application/json+oembed" href="{oembed}"'
        f' title="{escape(chart.title)}">'
    )
    return "\n".join(lines)
