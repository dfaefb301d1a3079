"""Which frozen picture a chart's address stood for when an issue was frozen.

A picture names the snapshot it was made from, so drawing it again after a publication gives other
bytes; an issue of an earlier day shows the pictures it was frozen with.
"""

from hashlib import sha256
from pathlib import Path

from dashboard.charts.pictures import write_whole


class KeptAddresses:
    """Digests by address, one small file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, address: str) -> str | None:
        """The digest of the picture frozen last for an address."""
        try:
            return self._file(address).read_text()
        except OSError:
            return None

    def keep(self, address: str, digest: str) -> None:
        """Remember it; OSError where it cannot be."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file(address), digest.encode())

    def _file(self, address: str) -> Path:
        return self._folder / sha256(address.encode()).hexdigest()
