"""What the figures of `room bench physics` count."""

from harness.bench.physics import Tried, figures_of, program, told


def test_failures_count_in_every_figure_they_can() -> None:
    tried = [
        Tried(seed=0, type="bath", things=12, moved={"a": 0.001, "b": 0.5}, tilt={"b": 90.0},
              hits={"c.door": 0.0, "c.door.2": 0.01}, stuck=["c.door.2"], steps=900.0),
        Tried(seed=1, type="bath", failed="no room"),
        Tried(seed=2, type="bath", things=40, moved={"a": 0.0, "b": 0.019}, steps=1500.0,
              warnings=["badqacc"]),
    ]  # fmt: skip
    figures = figures_of(tried)
    assert figures["loaded"] == 1 / 3
    assert figures["still"] == 3 / 4
    assert figures["opened"] == 1 / 2
    assert figures["steps"] == 1500.0
    lines = told(figures, tried)
    assert any(
        "seed 0 bath: b moves 0.500 m, tilts 90 degrees; c.door.2 hits 0.010 m" in line for line in lines
    )
    assert any("seed 1 bath: failed: no room" in line for line in lines)
    assert any("badqacc" in line for line in lines)


def test_a_seed_gives_the_same_room() -> None:
    assert program(8) == program(8)
