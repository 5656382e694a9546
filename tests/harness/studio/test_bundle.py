"""The page that is committed is the one its sources make, with the licences of what is in it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

STUDIO = Path(__file__).resolve().parents[3] / "harness" / "studio"
PAGE, WEB = STUDIO / "page", STUDIO / "web"
WEIGHT = 3_000_000


def sources() -> list[Path]:
    """What the page is made from, in the order of `build.mjs`."""
    found = [WEB / "package-lock.json", WEB / "build.mjs", *(WEB / "src").rglob("*.*")]
    return sorted(found, key=lambda path: path.relative_to(WEB).as_posix())


def test_the_page_says_which_sources_it_was_made_from() -> None:
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    assert (PAGE / "SOURCES.sha256").read_text().strip() == digest.hexdigest(), (
        "npm ci && npm run build in web/"
    )


def test_it_is_light_and_names_the_licences() -> None:
    assert sum(path.stat().st_size for path in PAGE.iterdir()) < WEIGHT
    licences = (PAGE / "LICENSES.txt").read_text()
    for name in ("three ", "preact ", "@codemirror/view ", "@lezer/python "):
        assert f"\n{name}" in f"\n{licences}"
    granted = " ".join(licences.split()).count("Permission is hereby granted")
    assert len(re.findall(r"^\S+ [\d.]+ \(MIT\)$", licences, re.MULTILINE)) == granted > 10


def test_its_sources_make_it(tmp_path: Path) -> None:
    """Built anew from the locked packages, every byte is the same."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm here")
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules"))
    if (WEB / "node_modules").is_dir():
        (web / "node_modules").symlink_to(WEB / "node_modules")
    else:
        ready = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=web,
            capture_output=True,
            text=True,
        )
        if ready.returncode:
            pytest.skip(f"the packages cannot be fetched: {ready.stderr[-200:]}")
    subprocess.run([npm, "run", "check"], cwd=web, check=True, capture_output=True)
    subprocess.run(["node", "build.mjs", str(tmp_path / "page")], cwd=web, check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "page").iterdir()}
    assert made == {path.name: path.read_bytes() for path in PAGE.iterdir()}
