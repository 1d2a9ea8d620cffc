"""What docs/self-hosting.md and deploy/ tell people to set, read from there."""

import re

from tests.running import ROOT

GUIDE = (ROOT / "docs" / "self-hosting.md").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
# Each instruction on one line.
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
NAME = "groundwork.school.example"


def https_environment() -> dict[str, str]:
    """The variables of the guide's block for https behind a proxy, and no others."""
    block = re.search(r"```\n((?:[A-Z_]+=.*\n)*GROUNDWORK_HTTPS=.*\n(?:[A-Z_]+=.*\n)*)```", GUIDE)
    assert block, "the guide has no such block"
    return dict(line.split("=", 1) for line in block[1].splitlines())
