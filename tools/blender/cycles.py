"""Rendering with Cycles on the processor, always denoised."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import bpy


@dataclass(frozen=True)
class Settings:
    """What one quality costs: samples a pixel and how carefully they are denoised."""

    samples: int
    bounces: int
    denoise: str
    prefilter: str
    light_tree: bool


SETTINGS = {
    "lit": Settings(2, 4, "FAST", "FAST", light_tree=False),
    "final": Settings(8, 4, "HIGH", "FAST", light_tree=True),
}


def render(out: Path, quality: str, threads: int) -> None:
    """Render the scene's active camera to a PNG."""
    use = SETTINGS[quality]
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = use.samples
    cycles.max_bounces = use.bounces
    cycles.use_light_tree = use.light_tree
    cycles.use_adaptive_sampling = False
    cycles.use_auto_tile = False
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_quality = use.denoise
    cycles.denoising_prefilter = use.prefilter
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.seed = 0
    for layer in scene.view_layers:
        layer.cycles.use_denoising = True
    scene.render.use_compositing = False
    scene.render.use_sequencer = False
    scene.render.threads_mode = "FIXED"
    scene.render.threads = threads
    scene.render.film_transparent = False
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGB"
    scene.render.image_settings.color_depth = "8"
    scene.render.image_settings.compression = 15
    scene.render.filepath = str(out)
    bpy.ops.render.render(write_still=True)
