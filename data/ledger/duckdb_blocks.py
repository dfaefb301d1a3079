"""Checks the blocks of a DuckDB file against the checksums that DuckDB wrote into them.

The one place that knows how DuckDB lays a file out (storage versions 64 to 68: three headers of
4,096 bytes, then blocks of 262,144 bytes that begin with a checksum of the rest). Where a later
version differs, no block fits its checksum any more, and the tables are read instead.
"""

from pathlib import Path

import numpy as np

HEADERS = 3 * 4096  # bytes
WORDS = 262_144 // 8  # of a block, its checksum the first
FACTOR, START = np.uint64(0xBF58476D1CE4E5B9), np.uint64(5381)


def are_whole(path: Path) -> bool:
    """Whether every block of a file is what was written; False where that cannot be told."""
    size = path.stat().st_size - HEADERS
    if size <= 0 or size % (WORDS * 8):
        return False
    blocks = np.memmap(path, dtype=np.uint64, mode="r", offset=HEADERS).reshape(-1, WORDS)
    return all(np.bitwise_xor.reduce(block[1:] * FACTOR) ^ START == block[0] for block in blocks)
