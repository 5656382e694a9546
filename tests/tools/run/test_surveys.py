"""The survey is parsed once, until its file changes; older ones are still read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.errors import InputError
from tools.run.surveys import SurveyStore
from tools.run_files import SURVEY
from tools.survey import Measured, Seen, Survey, Wished


def test_it_is_read_once_and_again_when_it_was_changed(tmp_path: Path) -> None:
    store = SurveyStore(tmp_path, lambda: Survey(style="none yet"))
    assert store.read().style == "none yet"
    store.save(Survey(style="rustic"))
    assert store.read() is store.read()
    (tmp_path / SURVEY).write_text(Survey(style="industrial").model_dump_json())
    assert store.read().style == "industrial"


def test_a_damaged_one_is_said(tmp_path: Path) -> None:
    (tmp_path / SURVEY).write_text("{")
    with pytest.raises(InputError):
        SurveyStore(tmp_path, Survey).read()


def test_every_kind_of_evidence_survives_the_file() -> None:
    things = [
        Seen(id="a", category="bed", box=(1, 2, 3, 4), foot=(2, 3)),
        Measured(id="b", category="desk", at=(1.0, 2.0), size=(1.2, 0.6, 0.7), yaw=90),
        Wished(id="c", category="plant", source="said"),
    ]
    again = Survey.model_validate_json(Survey(things=things).model_dump_json())
    assert again.things == things
    assert again.boxes == {"a": (1, 2, 3, 4)}


def test_a_survey_of_version_1_has_one_view() -> None:
    old = {
        "version": 1, "picture": "input.png", "size": [80, 60], "camera_residual": 0.4,
        "camera_known": {"source": "measured", "confidence": 0.8},
        "scale": {"source": "prior", "anchor": "a bed"},
        "things": [{"id": "a", "category": "bed", "box": [1, 2, 3, 4], "source": "model"}],
    }  # fmt: skip
    survey = Survey.model_validate_json(json.dumps(old))
    assert survey.size == (80, 60)
    assert (survey.views[0].residual, survey.views[0].confidence) == (0.4, 0.8)
    assert survey.scale is not None
    assert survey.scale.source == "usual"
    assert survey.things[0].source == "seen"
