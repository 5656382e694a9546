import pytest

from tools import vocabulary


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("bed", "bed"),
        ("Bedside-Table", "nightstand"),
        ("couches", "sofa"),
        ("small wooden side table", "side table"),
        ("potted plant", "plant"),
        ("picture frame", "picture"),
        ("shelves", "bookshelf"),
        ("benches", "bench"),
        ("hanging clothes", "clothes"),
    ],
)
def test_any_spelling_finds_its_category(name: str, category: str) -> None:
    assert vocabulary.canonical(name) == category


def test_what_nobody_knows_has_no_category() -> None:
    assert vocabulary.canonical("flux capacitor") is None
    assert vocabulary.entry("flux capacitor") == vocabulary.entries()["unknown"]


@pytest.mark.parametrize(
    ("mount", "category"), [("wall", "wall mirror"), ("floor", "floor mirror"), ("object", "vanity mirror")]
)
def test_where_it_stands_tells_mirrors_apart(mount: vocabulary.Mount, category: str) -> None:
    assert vocabulary.canonical("mirror", mount) == category


def test_every_name_belongs_to_one_category() -> None:
    owners: dict[str, str] = {}
    for category, entry in vocabulary.entries().items():
        for name in (category, *entry.synonyms):
            assert owners.setdefault(name, category) == category, name


def test_what_an_entry_is_like_exists() -> None:
    for category, entry in vocabulary.entries().items():
        assert entry.like is None or entry.like in vocabulary.entries(), category
        assert min(entry.size) > 0
        assert entry.turns in (0, 1, 2, 4)


def test_kin_share_a_family() -> None:
    assert vocabulary.akin("desk", "console table")
    assert vocabulary.same("couch", "sofa")
    assert not vocabulary.akin("bed", "rug")
    assert not vocabulary.akin("unknown", "flux capacitor")
