"""One scale from many reasons: what our own reader's rough boxes are worth."""

import math

import numpy as np
import pytest

from tools.picture.posterior import Posterior, posterior
from tools.picture.scaling import _quarrel
from tools.picture.size_evidence import ODD, ODD_SPREAD, STEPS, Reason, with_odd_ones


def reason(words: str, factor: float, spread: float = 0.1) -> Reason:
    """What a thing says that would have its usual size at this factor."""
    off = STEPS - math.log(factor)
    own = -0.5 * (off / spread) ** 2 - math.log(spread)
    return Reason(words, with_odd_ones(own, -0.5 * (off / ODD_SPREAD) ** 2 - math.log(ODD_SPREAD)), own)


AGREED = [reason("bed", 1.2), reason("armchair", 1.22), reason("dresser", 1.18)]


def test_boxes_that_a_reader_drew_say_less_and_are_too_small() -> None:
    careful, rough = posterior(AGREED, 0.0, 0.25), posterior(AGREED, 0.0, 0.25, rough=1.0)
    assert careful.factor == pytest.approx(1.2, rel=0.02)
    assert 1.03 < rough.factor < careful.factor - 0.05
    assert careful.error < 0.08 < 0.1 < rough.error < 0.16


def test_the_more_they_contradict_each_other_the_wider_the_error() -> None:
    odd = [reason("desk", 2.6), reason("floor lamp", 2.2), reason("bin", 0.4)]
    found, calm = posterior([*AGREED, *odd], 0.0, 0.25, rough=1.0), posterior(AGREED, 0.0, 0.25, rough=1.0)
    assert {words for words, _ in found.odd} == {"desk", "floor lamp", "bin"}
    assert found.error > 1.2 * calm.error
    (said,) = _quarrel(found, 5.0)
    assert said.about == "size"
    assert "desk" in said.words
    assert _quarrel(calm, 5.0) == []


def test_no_reason_leaves_what_was_believed() -> None:
    found = posterior([], 0.0, 0.25, rough=1.0)
    assert isinstance(found, Posterior)
    assert found.factor == pytest.approx(1.0, abs=0.01)
    assert 0 < ODD < 1
    assert np.isfinite(found.error)


def test_things_that_agree_win_over_walls_that_deceive() -> None:
    many = [reason(f"thing {k}", 2.0) for k in range(8)]
    found = posterior(many, 0.0, 0.137, rough=1.0)
    assert found.factor == pytest.approx(1.75, rel=0.1)
    assert found.odd == []


def test_what_is_made_to_a_norm_outweighs_many_that_may_be_of_one_style() -> None:
    """Fifteen things of a room may all be a tenth larger than usual; a washing machine is not."""
    many = [reason(f"thing {k}", 1.1) for k in range(15)]
    norm = reason("washing machine", 1.0, 0.03)
    alike, known = (
        posterior([*many, norm], 0.0, 0.25),
        posterior([*many, norm._replace(norm=True)], 0.0, 0.25),
    )
    assert known.factor < alike.factor
    assert known.factor == pytest.approx(1.035, abs=0.015)
    assert known.error < posterior(many, 0.0, 0.25).error
