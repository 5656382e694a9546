import pytest

from tests.tools.solve.rooms import Truth, survey_of
from tools.program import kit_index
from tools.program.read import read
from tools.solve import layout, words


def sources(truths: dict[str, Truth], **fields: object) -> dict[str, str]:
    survey = survey_of(truths, **fields)
    return words.choose(survey, read(layout.solve(survey).apply("")))


def test_a_category_gets_its_word_or_its_stand_ins() -> None:
    for category, word in (("bed", "bed"), ("dining chair", "dining_chair"), ("clothes", "hanging_clothes")):
        found = words.word_for(category)
        assert found is not None
        assert found.name == word


def test_what_no_word_makes_is_a_plain_volume_that_says_so() -> None:
    made = sources({"thing": Truth("unknown", (0, 0), (0.5, 0.5, 0.5), marks={"facing": None})})
    assert "no building word makes one" in made["thing"]
    assert '@geometry("thing")' in made["thing"]


def test_a_round_table_is_round_and_not_only_at_its_corners() -> None:
    made = sources({"t": Truth("round table", (0, 0), (1.0, 1.0, 0.75), marks={"facing": None})})["t"]
    assert 'shape="round"' in made


def test_words_of_the_reader_become_parameters() -> None:
    truth = Truth("dresser", (0, 1.7), (1.2, 0.5, 0.9), marks={"words": ["three rows", "2 columns"]})
    made = sources({"d": truth})["d"]
    assert "rows=3" in made
    assert "columns=2" in made


def test_what_is_placed_on_a_thing_is_not_built_into_it() -> None:
    bed = Truth("bed", (0, 0.9), (1.8, 2.1, 1.1), marks={"top": 1.1})
    pillow = Truth("pillow", (0, 1.6), (0.65, 0.4, 0.2), z=0.55, marks={"on": "bed", "facing": None})
    assert "pillows=0" not in sources({"bed": bed})["bed"]
    made = sources({"bed": bed, "p": pillow})["bed"]
    assert "pillows=0" in made
    assert "cushions=0" in made


def test_style_is_one_the_kit_knows() -> None:
    assert words.style_of("scandinavian") == "minimal"
    assert words.style_of("Farmhouse chic") == "rustic"
    assert words.style_of("nobody knows") == "modern"
    assert (
        'style="industrial"'
        in sources({"b": Truth("bed", (0, 0.9), (1.8, 2.1, 1.1), marks={"top": 1.1})}, style="loft")["b"]
    )


@pytest.mark.parametrize("category", ["bed", "rug", "side table", "plant", "curtain", "wardrobe", "sofa"])
def test_every_parameter_that_is_written_exists(category: str) -> None:
    word = words.word_for(category)
    assert word is not None
    truth = Truth(
        category, (0, 0.8), (1.2, 0.9, 0.9), marks={"top": 0.9, "words": ["round", "two doors", "open"]}
    )
    survey = survey_of({"a": truth})
    program = read(layout.solve(survey).apply(""))
    values = words.parameters(word, program.placement("a"), survey.things[0], survey, program)
    known = {p.name for p in next(e for e in kit_index.words() if e.name == word.name).parameters}
    assert values.keys() <= known
