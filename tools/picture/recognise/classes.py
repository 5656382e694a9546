"""What the reader tells apart: coarse classes that look alike from above, and the words within each."""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "bed": ("bed", "crib"),
    "sofa": ("sofa", "armchair", "sectional sofa", "rocking chair", "pouf"),
    "chair": ("dining chair", "office chair", "stool", "bar stool", "bench"),
    "table": (
        "coffee table",
        "round coffee table",
        "side table",
        "console table",
        "dining table",
        "round table",
        "conference table",
        "desk",
        "vanity table",
        "reception desk",
        "workbench",
        "school desk",
    ),
    "storage": (
        "nightstand",
        "dresser",
        "wardrobe",
        "clothes rack",
        "tv stand",
        "sideboard",
        "cabinet",
        "filing cabinet",
        "bookshelf",
        "wall cabinet",
        "kitchen counter",
        "changing table",
        "shop display",
        "server rack",
    ),
    "rug": ("rug", "round rug", "bath mat"),
    "lamp": ("table lamp", "desk lamp", "floor lamp", "pendant lamp", "chandelier", "ceiling lamp"),
    "plant": ("plant", "small plant", "flowers"),
    "curtain": ("curtain",),
    "picture": ("picture", "wall mirror", "floor mirror", "whiteboard", "projector screen", "wall clock"),
    "bath": ("toilet", "bathtub", "shower", "sink", "bathroom vanity", "kitchen sink"),
    "appliance": (
        "refrigerator",
        "stove",
        "range hood",
        "microwave",
        "dishwasher",
        "washing machine",
        "water cooler",
        "tv",
        "monitor",
        "printer",
    ),
    "pillow": ("pillow", "throw pillow"),
    "small": (
        "basket",
        "toy",
        "trash can",
        "storage box",
        "book stack",
        "vase",
        "bowl",
        "tray",
        "plate",
        "jar",
        "cup",
        "bottle",
        "laptop",
        "keyboard",
        "candle",
        "phone",
        "papers",
        "box",
        "blanket",
        "towel rack",
    ),
    "door": ("door",),
    "window": ("window",),
}
"""Coarse class to its words: canonical categories that the training rooms have enough of."""

CLASSES: tuple[str, ...] = tuple(WORDS)
FINE: tuple[str, ...] = tuple(word for words in WORDS.values() for word in words)
CLASS_OF: dict[str, str] = {word: name for name, words in WORDS.items() for word in words}
LARGE: frozenset[str] = frozenset(CLASSES[:12])
"""The classes of furniture; the rest are loose things and holes in walls."""
