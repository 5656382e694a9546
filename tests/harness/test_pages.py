"""Pages from templates."""

from pathlib import Path

import jinja2
import pytest

from agents.events import MessageEvent
from harness.pages import filled
from harness.runs import story
from tools.images import ImageStore

EVIL = "</pre><script>alert('1')</script>\" onerror=x {{ 7 * 7 }}"


def test_what_a_model_says_is_text(tmp_path: Path) -> None:
    page = story.as_html(EVIL, [MessageEvent(source=EVIL, type="text", text=EVIL)], ImageStore(tmp_path))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4  # title, heading of the page, heading and text of the message
    assert "{{ 7 * 7 }}" in page


def test_a_value_that_nobody_gave_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ missing }}")
    with pytest.raises(jinja2.UndefinedError):
        filled(tmp_path / "page.html.j2")
