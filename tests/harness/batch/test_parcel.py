"""What is sent to another machine: all that a room needs, and no key."""

import os
import pickle
from pathlib import Path

import pytest
from pydantic import SecretStr

from agents.models.options import EndpointOptions
from harness import settings as configuration
from harness.batch.far import make
from harness.batch.items import Item
from harness.batch.one import Order
from harness.batch.parcel import SECRETS, own_keys, sent, unwrapped
from harness.batch.state import Ended
from harness.settings import RoomSettings
from tools.errors import InputError

KEY = "sk-0f3c77aa"


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    """Of a room for an endpoint, keys in the environment and in a settings file."""
    monkeypatch.setenv("ROOM_API_KEY", KEY)
    monkeypatch.setenv("ROOM_IMAGE_API_KEY", KEY)
    monkeypatch.setenv("ROOM_ENDPOINT__HEADERS", f'{{"X-Key": "{KEY}"}}')
    config = tmp_path / "room.json"
    config.write_text(
        f'{{"base_url": "http://127.0.0.1:9/v1", "api_key": "{KEY}", "final_width": 320, '
        '"image_model": "draws", "image_base_url": "http://127.0.0.1:9/v1"}'
    )
    item = Item(name="one", words="a bedroom", settings={"model": "m", "picture": {"seed": 7}})
    return Order(
        item=item, folder=tmp_path / "runs/one", log=tmp_path / "log", config=str(config),
        flags={"picture": {"walls": "bold"}}, common=tmp_path / "common",
    )  # fmt: skip


def test_no_key_is_in_a_parcel_and_all_settings_are(order: Order, tmp_path: Path) -> None:
    parcel = sent(order)
    assert KEY.encode() not in pickle.dumps(parcel)
    assert KEY not in repr(parcel)
    assert set(parcel.keys) == set(SECRETS)
    there = unwrapped(parcel, tmp_path / "there")
    made = configuration.load(Path(there.config), **there.flags)
    assert (made.model, made.final_width, made.base_url) == ("m", 320, "http://127.0.0.1:9/v1")
    assert (made.picture.seed, made.picture.walls) == (7, "bold")
    assert made.key == KEY  # of that machine's own environment
    assert there.item.words == "a bedroom"


def test_every_secret_of_the_settings_is_known() -> None:
    fields = {
        f"ROOM_{name.upper()}": field.annotation for name, field in RoomSettings.model_fields.items()
    } | {
        f"ROOM_ENDPOINT__{name.upper()}": field.annotation
        for name, field in EndpointOptions.model_fields.items()
    }
    secret = {name for name, kind in fields.items() if SecretStr.__name__ in str(kind)}
    assert secret == set(SECRETS)


def test_a_machine_keeps_its_own_keys_and_no_other_setting(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = sent(order)
    monkeypatch.setenv("ROOM_MODEL", "another")
    own_keys(parcel)
    assert {n for n in os.environ if n.startswith("ROOM_")} == set(SECRETS)


def test_a_machine_without_the_key_refuses_in_one_line(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = sent(order)
    monkeypatch.delenv("ROOM_API_KEY")
    arrived = make(parcel, None, lambda order, shared: pytest.fail("made"))
    assert arrived.ended.outcome == "refused"
    assert "ROOM_API_KEY is not set on" in arrived.ended.reason


def test_rules_need_no_key(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = order.model_copy(update={"config": "", "item": Item(name="one", words="a bath")})
    parcel = sent(plain)
    assert parcel.keys == ()
    for name in SECRETS:
        monkeypatch.delenv(name)
    arrived = make(parcel, None, lambda order, shared: Ended(name=order.item.name, outcome="done"))
    assert arrived.ended.outcome == "done"


def test_a_key_for_an_address_that_was_merely_found_is_refused_here(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "room.toml").write_text('base_url = "http://example.org/v1"\n')
    with pytest.raises(InputError, match=r"is named by room\.toml"):
        sent(order.model_copy(update={"config": ""}))
