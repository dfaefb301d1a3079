"""Names of the components that callbacks read and write."""

from enum import StrEnum


class Id(StrEnum):
    """Component ids; a callback names one of these, never a string of its own."""

    LOCATION = "location"
    NEWEST = "newest"
    SNAPSHOT = "snapshot"
    DOCUMENT = "document"
    POLL = "poll"
    HEADER = "header"
    PAGE = "main"
    FOOTER = "footer"
    FEED = "feed"
    FEED_ASKED = "feed-asked"
    LOSS = "loss"
    LOSS_ASKED = "loss-asked"
    MEASURES_READY = "measures-ready"
    MEASURES_ASKED = "measures-asked"
    MEASURES_SLOT = "measures-slot"
    MEASURES_GRID = "measures-grid"
    MEASURES_FOUND = "measures-found"
    MEASURE_CHOSEN = "measure-chosen"
    ANNOUNCED = "announced"
    SHARED = "shared"
    MAKE_EMBED = "make-embed"
    EMBED_MADE = "embed-made"
    FREEZE = "freeze"
    FROZEN_MADE = "frozen-made"
