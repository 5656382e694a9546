"""The hulls of words: what the kit builds, as far as it reaches."""

import numpy as np

from harness.sample.word_hulls import hulls_of
from tools.blender.worker import Worker
from tools.picture import hulls
from tools.program import kit_index


def test_every_word_has_a_hull_within_its_box_and_others_have_none() -> None:
    for entry in kit_index.words():
        for name in hulls.hulls_of(entry.name):
            points = hulls.hull(name)
            assert (np.abs(points) <= (0.51, 0.51, 1.01)).all()
            assert np.ptp(points, axis=0).min() > 0.9  # it fills the box
    assert len([e for e in kit_index.words() if hulls.hulls_of(e.name)]) > 250
    assert hulls.hulls_of("no_such_word") == ()


def test_what_is_packed_comes_back() -> None:
    made = {"a/0": np.array([(0.5, -0.5, 0.0), (0.25, 0.1, 1.0)]), "b/0": np.array([(0.0, 0.0, 0.5)])}
    back = hulls.unpacked(hulls.packed(made))
    assert list(back) == ["a/0", "b/0"]
    assert all(np.abs(back[name] - made[name]).max() < 0.003 for name in made)


def test_the_file_is_in_step_with_the_kit() -> None:
    """Write it anew with `python -m harness.sample.word_hulls` where this fails."""
    entries = [e for e in kit_index.words() if e.name in ("dining_chair", "floor_lamp")]
    with Worker() as worker:
        made = hulls_of(entries, worker)
    ways = np.array([(1, 0, 0), (0, -1, 0), (0, 0, 1), (0.6, 0.6, -0.5), (-0.6, 0.6, 0.5)])
    for name, points in made.items():
        kept = hulls.hull(name)
        assert np.abs((points @ ways.T).max(0) - (kept @ ways.T).max(0)).max() < 0.05
