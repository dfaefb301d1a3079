"""No file over 300 lines without a reason stated in it: `# Long because …` near its top."""

import subprocess
import sys
from pathlib import Path

MOST_LINES = 300
REASON = "Long because"


def too_long() -> list[str]:
    """Tracked source files that are over the length and say no reason."""
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.js", "*.css"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    found = []
    for name in listed:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        if len(lines) > MOST_LINES and REASON not in "\n".join(lines[:20]):
            found.append(f"{name}: {len(lines)} lines; split it, or say why near its top")
    return found


if __name__ == "__main__":
    problems = too_long()
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    sys.exit(bool(problems))
