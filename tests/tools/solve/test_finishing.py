"""Materials of rooms from words, and how what hangs at their windows is built."""

from tools.brief.grammar import brief_of
from tools.planner.asked import request_of
from tools.planner.generate import generate
from tools.planner.planned import survey_of
from tools.program.program import Program
from tools.program.read import read
from tools.solve import finishing, layout, words
from tools.survey import Survey


def planned(text: str) -> tuple[Survey, Program]:
    survey = survey_of(generate(request_of(brief_of(text), 0)))
    return survey, read(layout.solve(survey).apply(""))


def test_a_door_is_told_apart_from_its_wall() -> None:
    survey, program = planned("a bedroom of 4 x 3 m with a bed, white walls")
    assert 'wear("door_1", door="wood", frame="wood")' in finishing.choose(survey, program, 0)
    survey, program = planned("a bedroom of 4 x 3 m with a bed, dark blue walls")
    assert "door_1" not in finishing.choose(survey, program, 0)


def test_planned_curtains_leave_their_window_free() -> None:
    survey, program = planned("a bedroom of 4.5 x 4 m with a bed")
    curtain = next(p for p in program.placements if p.category == "curtain")
    line = words.choose(survey, program)[curtain.id]
    assert 'kind="open"' in line
    window = next(o for o in survey.room.openings if o.kind == "window") if survey.room else None
    assert window is not None
    share = float(line.split("cover=")[1].split(",")[0].rstrip(")\n"))
    assert share * curtain.size[0] < curtain.size[0] - window.width + 0.06


def test_furniture_is_told_apart_from_its_floor_and_only_wet_rooms_have_tiles() -> None:
    for seed in range(12):
        survey, program = planned("an office of 4 x 3 m with a desk")
        palette = {m.name: m for m in read(f"{EMPTY}{finishing.choose(survey, program, seed)}").materials}
        assert palette["floor"].family == "wood floor"
        wood, floor = (finishing._lightness(str(palette[name].color)) for name in ("wood", "floor"))
        assert abs(wood - floor) >= finishing.SHOWS
    survey, program = planned("an empty bathroom")
    assert 'material("floor", "tile"' in finishing.choose(survey, program, 0)


EMPTY = "# %% materials\n"
