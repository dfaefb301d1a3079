"""Ends with an error where a locked package has a known vulnerability.

Where nobody can be asked, as on a machine without the internet, it says so and goes on.
"""

import json
import subprocess
import sys
from typing import Any

ASK = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "requirements.lock"),
    *("--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"),
)


def looked_up() -> tuple[str, bool]:
    """What was found, and whether it is nothing bad."""
    asked = subprocess.run([*ASK, "--timeout", "10"], capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except json.JSONDecodeError:
        return f"Vulnerabilities were not looked up: {asked.stderr.strip()[-200:]}", True
    known = [package for package in found if "vulns" in package]
    told = [f"Vulnerabilities looked up for {len(known)} of {len(found)} packages."]
    for package in known:
        ids = [each["id"] for each in package["vulns"]]
        told += [f"{package['name']} {package['version']}: {', '.join(ids)}"] if ids else []
    return "\n".join(told), len(told) == 1


if __name__ == "__main__":
    said, good = looked_up()
    sys.stdout.write(said + "\n")
    sys.exit(not good)
