"""The names of what lies in a run folder. Scripts rely on them; nobody else spells them."""

SOURCE = "source.json"
"""What the room is made from. This file marks a run."""
SCAN = "scan.npz"
"""A scanned room's points."""
PICTURE = "input.png"
"""The picture, upright RGB."""
GIVEN = "given.annotations.json"
"""The annotations that lay beside the picture."""
MASKS = "masks.png"
"""Whose each pixel is, where masks were given; `source.json` names them."""
OTHERS = "pictures"
"""Further pictures of the same room, and what is marked on them: 2.png, 2.annotations.json, ..."""
MARKS = "annotations.json"
"""What was marked on the picture so far."""
FRAME = "frame.json"
"""Which pixels the model answers in."""
SURVEY = "survey.json"
DESCRIPTIONS = "descriptions.json"
SETTINGS = "run.json"
SCENE, KIT = "scene.py", "room_kit.py"
BLEND, GLB = "scene.blend", "scene.glb"
REPORT, REPORT_PAGE = "report.json", "report.md"
COMPARISON, MADE = "comparison.json", "made.json"
TRANSCRIPT, ABANDONED = "transcript.jsonl", "abandoned.jsonl"
HISTORY, TEXTURES, RENDERS, IMAGES = "history", "textures", "renders", "images"
ASSETS = "assets"
"""The user's own meshes that the program names."""
EXPORTS = "exports"
"""What somebody exported without saying where; theirs, so no cleaning removes it."""
DRAWN = "drawn"
"""Pictures that an image model drew, by a hash of the words."""
CHECKPOINTS, SNAPSHOTS = "checkpoints", "snapshots"
LOCK = "run.lock"
"""Held by the process that works in the folder."""

BROUGHT = (SOURCE, PICTURE, GIVEN, MASKS, SCAN)
"""What somebody brought."""
STATE = (*BROUGHT, MARKS, FRAME, SURVEY, DESCRIPTIONS, SCENE, KIT)
"""What specialists work on: files, and folders after them."""
STATE_FOLDERS = (OTHERS, HISTORY, SNAPSHOTS, TEXTURES, ASSETS, DRAWN)
FILES = (*STATE, SETTINGS, REPORT, REPORT_PAGE, TRANSCRIPT, ABANDONED, COMPARISON, MADE, BLEND, GLB, LOCK)
FOLDERS = (OTHERS, HISTORY, TEXTURES, ASSETS, DRAWN, RENDERS, IMAGES, CHECKPOINTS, SNAPSHOTS)
OWN = frozenset({*FILES, *FOLDERS}) - {LOCK}
"""Everything a run writes; `--force` clears these and nothing else."""
LEFTOVERS = (CHECKPOINTS, SNAPSHOTS, ABANDONED)
"""What a finished run no longer needs."""
