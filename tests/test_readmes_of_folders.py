"""What a folder's README names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("tools/*/README.md"), *ROOT.glob("harness/*/README.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.parent.relative_to(ROOT)))
def test_every_file_in_the_table_exists(page: Path) -> None:
    rows = [line.split("|")[1] for line in page.read_text().splitlines() if line.startswith("| `")]
    names = [name for row in rows for name in re.findall(r"`([\w./]+)`", row)]
    assert names
    assert [name for name in names if not (page.parent / name).exists()] == []


def test_every_place_in_the_glossary_exists() -> None:
    text = (ROOT / "docs/glossary.md").read_text()
    places = re.findall(r"`((?:tools|agents|harness)/[\w/]+\.py)(?:: (\w+))?`", text)
    assert len(places) > 20
    for path, name in places:
        assert not name or re.search(rf"^(class )?{name}\b", (ROOT / path).read_text(), re.MULTILINE), (
            path,
            name,
        )
