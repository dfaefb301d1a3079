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


def main() -> int:
    """1 where a package is known to be vulnerable."""
    asked = subprocess.run([*ASK, "--timeout", "10"], capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except json.JSONDecodeError:
        print(f"Vulnerabilities were not looked up: {asked.stderr.strip().splitlines()[-1:]}")
        return 0
    known = [package for package in found if "vulns" in package]
    bad = [package for package in known if package["vulns"]]
    for package in bad:
        ids = ", ".join(each["id"] for each in package["vulns"])
        print(f"{package['name']} {package['version']}: {ids}")
    if not bad:
        print(f"Vulnerabilities looked up for {len(known)} of {len(found)} packages: none known.")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
