from tests.tools.solve.rooms import Truth, survey_of
from tools.gates.reading import named_scores

BED = Truth("bed", (0, 0.9), (1.8, 2.1, 1.1), marks={"top": 1.1, "confidence": 0.31})
SOFA = Truth("sofa", (0, -0.9), (1.8, 0.9, 0.8), marks={"confidence": 0.9})


def test_an_unsure_name_is_listed_and_counts_as_none() -> None:
    scores, items = named_scores(survey_of({"bed": BED, "sofa": SOFA}))
    assert scores["named"] == 0.5
    (item,) = items
    assert item.object == "bed"
    assert "31%" in item.problem
