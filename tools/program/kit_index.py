"""What the kit offers, read from its source without Blender: the listing people and models are given.

A furniture word is a public function of a `furniture/` module whose first parameter is the object and
whose others are keywords; a part is a public function of a `parts/` module that takes the object and
returns what it made. A word's docstring carries two lines of its own: `Size: 2.1 x 0.92 x 0.82` (a usual
outer size, metres) and `Example: furnish(...)`.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from tools import syntax, vocabulary

KIT_FOLDER = Path(__file__).resolve().parent.parent / "kit"
SIZE_LINE = re.compile(r"^Size: *([\d.]+) x ([\d.]+) x ([\d.]+)", re.MULTILINE)
EXAMPLE_LINE = re.compile(r"^Example: *(.+)$", re.MULTILINE)
INNER_TYPES = re.compile(r"\b(Look|Case|Shell)\b")
MOUNT_LINE = re.compile(r"^Mount: *(floor|wall|ceiling|object)", re.MULTILINE)


MOST, MANY = 40, 200
"""How many of a kind an edit may ask a word for, and of small ones: more takes minutes to build."""
SMALL = frozenset({"bulbs", "count", "ribs", "sheets", "stems"})


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Attributes:
        name: of the keyword.
        kind: its annotation as written.
        default: as source; "" when it is required.
        options: the values its `Literal` annotation lists, without "" (by style or size).
        derived: whether 0, None or "" leaves it to the style or the size.
    """

    name: str
    kind: str
    default: str
    options: tuple[str, ...] = ()
    derived: bool = False

    @property
    def most(self) -> int | None:
        """The largest number that an edit may give, the least being 0; None for what is no count."""
        if not self.kind.startswith("int") or self.name == "seed":
            return None
        return MANY if self.name in SMALL else MOST

    def text(self) -> str:
        """The parameter as it is written in a call's signature, without its type when a default shows it."""
        return f"{self.name}={self.default}" if self.default else f"{self.name}: {self.kind}"


@dataclass(frozen=True)
class Entry:
    """One function of the kit.

    Attributes:
        name: what a program calls.
        kind: "word" (a piece of furniture, for `furnish`) or "part" (for geometry cells).
        summary: the docstring's first sentence.
        doc: the whole docstring.
        parameters: without the object.
        module: its path under `tools.kit`, dotted: "furniture.beds".
        size: a usual outer (width, depth, height) in metres; None when not given.
        example: one call; empty when not given.
        mount: "floor", "wall", "ceiling" or "object".
    """

    name: str
    kind: Literal["word", "part"]
    summary: str
    doc: str
    parameters: tuple[Parameter, ...]
    module: str
    size: tuple[float, float, float] | None
    example: str
    mount: str

    def text(self) -> str:
        """One line: name, own parameters, usual size, summary."""
        own = [p.text() for p in self.parameters if self.kind == "part" or p.name not in ("style", "seed")]
        size = " {:g}x{:g}x{:g}".format(*self.size) if self.size else ""
        return f"{self.name}({', '.join(own)}){size}: {self.summary}"


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Everything the kit offers, words first, each kind in the order of its files."""
    found = [entry for path in sorted(KIT_FOLDER.rglob("*.py")) for entry in read_module(path)]
    return tuple(sorted(found, key=lambda entry: entry.kind != "word"))


@lru_cache(maxsize=1)
def words() -> tuple[Entry, ...]:
    """The furniture words."""
    return tuple(entry for entry in entries() if entry.kind == "word")


def parts() -> tuple[Entry, ...]:
    """The parts geometry cells are written with."""
    return tuple(entry for entry in entries() if entry.kind == "part")


def read_module(path: Path) -> Iterator[Entry]:
    """The entries of one kit file; nothing for files that hold neither words nor parts."""
    kind: Literal["word", "part"]
    if path.parent.name == "furniture":
        kind = "word"
    elif path.parent.name == "parts":
        kind = "part"
    else:
        return
    module = f"{path.parent.name}.{path.stem}"
    for node in syntax.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and (entry := read_function(node, kind, module)):
            yield entry


def read_function(node: ast.FunctionDef, kind: Literal["word", "part"], module: str) -> Entry | None:
    """One function as an entry; None when it is a helper."""
    positional, doc = node.args.args, ast.get_docstring(node) or ""
    if node.name.startswith("_") or not positional or positional[0].arg != "o" or not doc:
        return None
    keywords = {argument.arg for argument in node.args.kwonlyargs}
    if kind == "word" and (len(positional) > 1 or not {"style", "seed"} <= keywords):
        return None
    if kind == "part" and (len(positional) < 2 or is_helper(node, module)):
        return None
    size, example, mount = SIZE_LINE.search(doc), EXAMPLE_LINE.search(doc), MOUNT_LINE.search(doc)
    usual = usual_size(node.name) if kind == "word" else None
    return Entry(
        name=node.name,
        kind=kind,
        summary=doc.split("\n\n")[0].replace("\n", " ").split(": `")[0],
        doc=doc,
        parameters=tuple(read_parameters(node)),
        module=module,
        size=(float(size[1]), float(size[2]), float(size[3])) if size else usual,
        example=example[1] if example else "",
        mount=mount[1] if mount else usual_mount(node.name),
    )


def usual_size(name: str) -> tuple[float, float, float] | None:
    """What the vocabulary knows of a word's size, metres: its own category's or its nearest one's."""
    category = vocabulary.canonical(name.replace("_", " "))
    return vocabulary.entry(category).size if category else None


def usual_mount(name: str) -> str:
    """Where the vocabulary says that such a thing is: on the floor when it does not know."""
    category = vocabulary.canonical(name.replace("_", " "))
    return vocabulary.entry(category).mount if category else "floor"


def is_helper(node: ast.FunctionDef, module: str) -> bool:
    """True for a part module's inner functions: they carry its topic as a prefix, or want inner types."""
    topic = module.removeprefix("parts.")
    prefixes = (f"{topic}_", f"{topic.rstrip('s')}_", "part_", "shell_", "soft_", "cloth_", "bulb_", "tap_")
    kinds = " ".join(ast.unparse(a.annotation) for a in node.args.args if a.annotation)
    return node.name.startswith(prefixes) or bool(INNER_TYPES.search(kinds))


def read_parameters(node: ast.FunctionDef) -> Iterator[Parameter]:
    """The parameters after the object, with their annotations and defaults as source."""
    arguments = node.args
    instead = {  # `drawers or (...)`
        each.values[0].id
        for each in ast.walk(node)
        if isinstance(each, ast.BoolOp)
        and isinstance(each.op, ast.Or)
        and isinstance(each.values[0], ast.Name)
    }
    positional = arguments.args[1:]
    missing = len(positional) - len(arguments.defaults)
    defaults = [None] * max(0, missing) + list(arguments.defaults)[max(0, -missing) :]
    pairs = [*zip(positional, defaults, strict=True)]
    pairs += [*zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    for argument, default in pairs:
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        written = ast.unparse(default).replace("'", '"') if default else ""
        derived = written == "None" or (written in ("0", '""') and argument.arg in instead)
        yield Parameter(
            argument.arg, kind, written, read_options(argument.annotation, literal_names()), derived
        )


def read_options(annotation: ast.expr | None, names: Mapping[str, ast.expr]) -> tuple[str, ...]:
    """The texts that an annotation lists: `Literal["a", "b"]`, a name for one, or a union of such."""
    if isinstance(annotation, ast.Name) and annotation.id in names:
        return read_options(names[annotation.id], names)
    if isinstance(annotation, ast.BinOp):
        return read_options(annotation.left, names) + read_options(annotation.right, names)
    if not isinstance(annotation, ast.Subscript) or ast.unparse(annotation.value) != "Literal":
        return ()
    listed = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    return tuple(str(o.value) for o in listed if isinstance(o, ast.Constant) and o.value != "")


@lru_cache(maxsize=1)
def literal_names() -> Mapping[str, ast.expr]:
    """What the kit's names for lists of values stand for; names are unique over the whole kit."""
    modules = [syntax.parse(path.read_text(encoding="utf-8")) for path in sorted(KIT_FOLDER.rglob("*.py"))]
    assigned = [node for module in modules for node in module.body if isinstance(node, ast.Assign)]
    return {t.id: node.value for node in assigned for t in node.targets if isinstance(t, ast.Name)}


FURNITURE_PARTS = ("cloth", "curtain", "fronts", "legs", "shelves", "frames", "foliage", "shade")
"""Modules of parts that small things seldom have."""


def vocabulary_text(categories: Collection[str] | None = None, *, furniture: bool = True) -> str:
    """The vocabulary, one line a word or part: what a model is given before it writes geometry.

    Args:
        categories: when given, only words near one of these are told with their parameters, and by name the
            others of their families.
        furniture: False: the parts of furniture by name only.
    """
    near = None if categories is None else {entry.name for c in categories for entry in near_words(c)}
    lines = [
        'Words: furnish(id, word, ...); all take style="modern|classic|rustic|industrial|minimal", seed=0.',
        "After each its usual size, width x depth x height; a|b|c lists what a parameter may be. Example:",
        'furnish(["chair_1", "chair_2"], dining_chair, style="classic", back="ladder", arms=True)',
    ]
    lines += [brief(entry) for entry in words() if near is None or entry.name in near]
    if near is not None:
        families = {_family(c) for c in categories or ()}
        rest = [e.name for e in words() if e.name not in near and _family(e.name) in families]
        lines += ["", f"Akin to these (`kit` finds these and {len(words())} words in all): {', '.join(rest)}"]
    lines += [
        "",
        "Parts, in @geometry functions: part(o, ...); at=(x, y, z) is the centre of its base in metres,",
        "slot= the material slot it wears; rotation=(x, y, z) turns solids by degrees around at. Example:",
        'tube(o, "arm", [(0, 0, 0), (0, 0, 0.4), (0.3, 0, 0.4)], 0.01, slot="metal", bend=0.05)',
        'paint(box(o, "top", (0.6, 0.4, 0.02), at=(0, 0, 0.4), bevel=0.003), "#aa3322", "gloss paint")',
    ]
    full = [e for e in parts() if furniture or e.module.removeprefix("parts.") not in FURNITURE_PARTS]
    lines += [brief(entry) for entry in full]
    if len(full) < len(parts()):
        lines += [f"Further parts (`kit` tells them): {', '.join(e.name for e in parts() if e not in full)}"]
    return "\n".join(lines)


def _family(name: str) -> str:
    return vocabulary.entry(name.replace("_", " ")).family


def near_words(category: str, limit: int = 3) -> list[Entry]:
    """The furniture words for a category: those of its names and family, then those that sound like it."""
    names = {category.replace(" ", "_")}
    if known := vocabulary.canonical(category):
        entry = vocabulary.entry(known)
        names |= {n.replace(" ", "_") for n in (known, entry.like, *entry.synonyms) if n}
    own = [entry for entry in words() if entry.name in names]
    return own or [entry for entry in search(category, limit) if entry.kind == "word"]


def brief(entry: Entry) -> str:
    """The shortest useful line about an entry: required arguments by name, optional ones with defaults."""
    if entry.kind == "part":
        shown = [required(p) if not p.default else choice(p) for p in entry.parameters]
        shown = [
            text for text in shown if not text.startswith(("at=(0.0", "rotation=", "slot=", "segments="))
        ]
        return f"{entry.name}({', '.join(shown)})"
    own = [choice(p) for p in entry.parameters if p.name not in ("style", "seed")]
    size = " {:g}x{:g}x{:g}".format(*entry.size) if entry.size else ""
    return f"{entry.name}({', '.join(own)}){size}"


FORMS = {
    ("size", "Vec3"): "(w, d, h)",
    ("over", "Vec3 | Any"): "(w, d, h)",
    ("size", "Vec2"): "(w, h)",
    ("size", "tuple[float, float]"): "(w, d)",
}
"""How a required argument is written, by its name and type."""


def required(parameter: Parameter) -> str:
    """A parameter that must be given: with its form, where its name does not say it."""
    form = FORMS.get((parameter.name, parameter.kind))
    if form is None and parameter.kind == "Vec3":
        form = "(x, y, z)"
    return f"{parameter.name}={form}" if form else parameter.name


def choice(parameter: Parameter) -> str:
    """A parameter with its default, or with all the words it may be."""
    return f'{parameter.name}="{"|".join(parameter.options)}"' if parameter.options else parameter.text()


def search(query: str, limit: int = 8) -> list[Entry]:
    """The entries that match some words best, by name first, then by what their docstrings say.

    Args:
        query: words such as "chair with arms"; an exact name comes first.
        limit: how many at most.
    """
    wanted = re.findall(r"[a-z0-9]+", query.lower())
    if not wanted:
        return []
    scored = [(score(entry, wanted), entry.name, entry) for entry in entries()]
    ranked = sorted((row for row in scored if row[0] > 0), key=lambda row: (-row[0], row[1]))
    return [entry for _, _, entry in ranked[:limit]]


def told(query: str, limit: int = 4) -> str:
    """What a model is told that looks something up; "" when nothing fits.

    The word of exactly that name, or that the vocabulary knows the name by, is told in full and the next
    best by a line; without one, the best matches are told in full.
    """
    found = search(query, limit)
    name = "_".join(re.findall(r"[a-z0-9]+", query.lower()))
    exact = [entry for entry in entries() if entry.name == name]
    known = [] if exact else [e for e in near_words(query.lower().replace("_", " "), 0) if e.kind == "word"]
    full = (exact or known)[:2]
    if not full:
        return "\n\n".join(map(detail, found))
    others = [brief(entry) for entry in found if entry not in full]
    more = [f"Near it: {'; '.join(others)}"] if others else []
    return "\n\n".join([*map(detail, full), *more])


def score(entry: Entry, wanted: list[str]) -> float:
    """How well an entry answers some words; 0 for not at all."""
    name, text = entry.name.split("_"), entry.doc.lower()
    total = 3.0 if entry.name == "_".join(wanted) else 0.0
    for word in wanted:
        stem = word.rstrip("s")
        if word in name or stem in name:
            total += 2.0
        elif difflib.get_close_matches(word, name, 1, 0.75):
            total += 1.0
        elif re.search(rf"\b{re.escape(stem)}", text):
            total += 0.6
    return total * (1.1 if entry.kind == "word" else 1.0)


def detail(entry: Entry) -> str:
    """An entry in full: its line, then its docstring."""
    signature = ", ".join(
        f"{p.name}: {'|'.join(p.options) or p.kind}" + (f" = {p.default}" if p.default else "")
        for p in entry.parameters
    )
    return f"{entry.name}(o, {signature})\n\n{entry.doc}"
