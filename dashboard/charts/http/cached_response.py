"""Kept answers on their way out: compressed once, told apart by ETag, not sent twice."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request, Response

from dashboard.web.response_cache import SNAPSHOT_HEADER

SMALLEST = 1000  # bytes below which compressing saves nothing


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it goes out; `packed` is the same compressed, empty where that saves nothing."""

    content: bytes
    headers: dict[str, str]
    packed: bytes = b""


def keep(content: bytes, media_type: str, snapshot: str, question: str, **more: str) -> Kept:
    """An answer with its ETag, which another snapshot or question changes."""
    tag = sha256(f"{snapshot} {question}".encode() + content).hexdigest()[:32]
    headers = {
        "ETag": f'"{tag}"',
        "Cache-Control": "no-cache",
        "Content-Type": media_type,
        "Vary": "Accept-Encoding",
        SNAPSHOT_HEADER: snapshot,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    flat = media_type.startswith("image/png") or len(content) < SMALLEST
    return Kept(content, headers, b"" if flat else gzip.compress(content, 6, mtime=0))


def send(request: Request, kept: Kept, more: Mapping[str, str] | None = None) -> Response:
    """The answer, compressed where the client wants it, or 304 where it holds it already."""
    headers = kept.headers | dict(more or {})
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if kept.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(kept.packed, headers=headers | {"Content-Encoding": "gzip"})
    return Response(kept.content, headers=headers)
