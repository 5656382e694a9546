"""Neutral light for a single object: its colours and shape, whatever the room's lamps do."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import bpy

SKY = (0.9, 0.95, 1.0)
SKY_STRENGTH, KEY_STRENGTH = 0.55, 2.2


@contextmanager
def light() -> Iterator[None]:
    """The room's own lights off, a plain sky and one soft key light on; afterwards as it was."""
    scene, view = bpy.context.scene, bpy.context.scene.view_settings
    lamps = [obj for obj in scene.objects if obj.type == "LIGHT"]
    before = [lamp.hide_render for lamp in lamps]
    world, settings = scene.world, (view.view_transform, view.look, view.exposure)
    for lamp in lamps:
        lamp.hide_render = True
    view.view_transform, view.look, view.exposure = "Standard", "None", 0.0
    scene.world, key = _sky(), _key()
    scene.collection.objects.link(key)
    yield
    bpy.data.objects.remove(key)
    scene.world = world
    view.view_transform, view.look, view.exposure = settings
    for lamp, hidden in zip(lamps, before, strict=True):
        lamp.hide_render = hidden


def _sky() -> Any:
    """An even sky."""
    world = bpy.data.worlds.new("studio")
    if not world.node_tree:
        world.use_nodes = True
    background = next(n for n in world.node_tree.nodes if n.type == "BACKGROUND")
    background.inputs["Color"].default_value = (*SKY, 1.0)
    background.inputs["Strength"].default_value = SKY_STRENGTH
    return world


def _key() -> Any:
    """A large soft sun from the upper left of the front."""
    data = bpy.data.lights.new("studio", "SUN")
    data.energy, data.angle = KEY_STRENGTH, math.radians(15)
    key = bpy.data.objects.new("studio", data)
    key.rotation_euler = (math.radians(45), math.radians(-15), math.radians(-25))
    return key
