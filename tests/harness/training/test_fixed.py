"""The shipped file still reads the fixed set as it did when it was made."""

import pytest

from harness.training import fixed
from harness.training.measure import figures, read
from tools.picture.recognise.calibration import figures as recorded


def test_the_shipped_file_gives_its_recorded_figures() -> None:
    found = figures(read(fixed.load()))
    kept = recorded()["fixed"]
    assert found.keys() == kept.keys()
    for kind, values in kept.items():
        for name, value in values.items():
            assert found[kind][name] == pytest.approx(value, abs=0.03), (kind, name)
