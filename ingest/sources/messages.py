"""What went wrong with an address, in one sentence that says what to do.

It names the host alone: an address may hold a secret too.
"""

from urllib3 import exceptions

from ingest.sources.config import Source, SourceError


def refusal(status: int, host: str) -> str:
    """Of an answer that brings no file."""
    if status in (401, 403):
        return (
            f"{host} does not let us in ({status}). Check the credentials of this source, and"
            " with its owner whether they still hold."
        )
    if status in (404, 410):
        return f"{host} has nothing at this address ({status}). Check it with its owner."
    if status == 429:
        return f"{host} asks us to come less often ({status}). Give this source a longer `every`."
    if status >= 500:
        return f"{host} is in trouble ({status}). It is tried again later."
    return f"{host} answers {status}, which brings no file. Check the address."


def sentence(error: exceptions.HTTPError, host: str) -> str:
    """Of a connection that came to nothing."""
    reason = error.reason if isinstance(error, exceptions.MaxRetryError) else error
    match reason:
        case exceptions.NameResolutionError():
            return f"No host is called {host}, or the network is down. Check the address."
        case exceptions.SSLError():
            return (
                f"{host} does not prove that it is itself: its certificate is not valid."
                " Ask its owner to renew it."
            )
        case exceptions.NewConnectionError():
            return f"{host} does not take connections. It is tried again later."
        case exceptions.TimeoutError():
            return f"{host} does not answer. It is tried again later."
        case exceptions.DecodeError():
            return f"What {host} sends is packed wrongly and cannot be unpacked."
        case _:
            return f"The connection to {host} broke off. It is tried again later."


def too_slow(source: Source, host: str) -> SourceError:
    """Of a visit that takes too long."""
    return SourceError(
        f"{host} took longer than {source.seconds} seconds. Ask its owner, or allow this source"
        " more `seconds`."
    )


def too_large(source: Source, host: str) -> SourceError:
    """Of an answer that is too large."""
    return SourceError(
        f"{host} sends more than {source.most_mb} MB, so nothing of it was taken. Ask its owner"
        " for less, or allow this source more with `most_mb`."
    )


def missing_records(host: str, given: int, promised: int | None) -> SourceError:
    """Of pages that end before all records were given."""
    if promised is None:
        return SourceError(
            f"{host} says that there are more records than the {given} it gave, but not where."
            " Nothing was taken. Ask its owner for an address that gives all of them at once."
        )
    return SourceError(
        f"{host} gave {given} of {promised} records, so nothing of it was taken. It is tried again"
        " later."
    )


def changed_meanwhile(host: str) -> SourceError:
    """Of pages that do not belong together, twice."""
    return SourceError(
        f"What {host} has changed while its pages were read, twice, so nothing of it was taken."
        " It is tried again later."
    )


def same_page(host: str) -> SourceError:
    """Of links that lead in a circle."""
    return SourceError(
        f"{host} gives the same page again instead of the next one, so nothing of it was taken."
        " Ask its owner for an address that gives all records at once."
    )


def too_many_pages(host: str, most: int) -> SourceError:
    """Of pages without end."""
    return SourceError(
        f"{host} gives more than {most} pages, so nothing of it was taken. Ask for more records"
        " on each page in this source's address."
    )


def other_origin(host: str, other: str) -> SourceError:
    """Of a next page that somebody else would give."""
    return SourceError(
        f"{host} says that its next page is at {other}. Pages are only taken from where the first"
        " one is, by the same protocol, so nothing was taken. Write an address of that place."
    )


def bad_page(host: str, number: int, why: str) -> SourceError:
    """Of a page that cannot be read."""
    return SourceError(f"Page {number} of what {host} gives cannot be read: {why}")


def only_json(host: str) -> SourceError:
    """Of a first page that others cannot be added to."""
    return SourceError(
        f"{host} says that its answer has a next page, and only pages of JSON can be joined, so"
        " nothing was taken. Ask its owner for an address that gives all of it, or for JSON."
    )
