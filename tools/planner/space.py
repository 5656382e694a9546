"""A room in which things can be stood, hung and put on each other."""

from __future__ import annotations

from typing import Any

from tools.geometry import Vec2, Vec3, rectangle
from tools.planner.catalogue import kind
from tools.planner.design import Piece
from tools.planner.liking import Prefer, liking, places
from tools.planner.occupancy import DoesNotFit, Keeping, Solid, neat_yaw
from tools.planner.standing import WISH, Standing
from tools.planner.walls import Stretch

__all__ = ["DoesNotFit", "Space"]

AIR = 0.015
"""Metres between what hangs on a wall and anything beside, above or below it."""


class Space(Standing):
    """One room to furnish: everything a recipe calls."""

    def hang(
        self,
        category: str,
        z: float,
        *,
        over: Piece | None = None,
        size: Vec3 | None = None,
        wall: Stretch | None = None,
        along: float | None = None,
        prefer: Prefer = "middle",
        gap: float = 0.002,
        front: float = 0.0,
        over_hole: bool = False,
    ) -> Piece | None:
        """Hang a thing on a wall, its underside at `z` metres: over another, or where the wall is free."""
        if not self.wishes.welcome(category) or (over is not None and not self.holds(over)):
            return None
        category = self.wishes.instead(category)
        size = size or self.pick(category)
        if z + size[2] > self.height - 0.05:
            return None
        spots: list[tuple[Stretch, float]]
        if over is not None:
            spots = [p for p in [self.behind(over)] if p is not None]
        elif wall is not None and along is not None:
            spots = [(wall, along)]
        else:
            every = [
                (liking(self.rng, self.walls, w, a, prefer, None), w, a)
                for w in ([wall] if wall else self.walls)
                for a in places(w, size[0])
            ]
            if self.wishes.told_of(category):
                out, there = gap + size[1] / 2, self.stood
                every = [
                    (
                        like
                        + WISH
                        * self.longing(
                            category, w.at(a, out), size, w.facing, low=z, mount="wall", there=there
                        ),
                        w,
                        a,
                    )
                    for like, w, a in every
                ]
            spots = [(w, a) for _, w, a in sorted(every, key=lambda p: p[0], reverse=True)]
        keep: Keeping = "none" if over_hole else "doors"
        for on, at in spots:
            centre = on.at(at, gap + size[1] / 2)
            if at - size[0] / 2 < 0.02 or at + size[0] / 2 > on.length - 0.02:
                continue
            if not over_hole and self.blocks_hole(on, at, size, z):
                continue
            area = rectangle(centre, (size[0], size[1] + 2 * front, size[2]), on.facing)
            wide = rectangle(centre, (size[0] + 2 * AIR, size[1], size[2]), on.facing)
            if self.free(wide, z - AIR, z + size[2] + AIR, keep=keep) and (
                not front or self.free(area.intersection(self.polygon), z, z + size[2], keep=keep)
            ):
                return self.add(
                    category, centre, size, on.facing, z=z, mount="wall", relation=("against", str(on.name))
                )
        return None

    def overhead(
        self, category: str, at: Vec2, *, size: Vec3 | None = None, yaw: float = 0.0
    ) -> Piece | None:
        """Hang a thing from the ceiling."""
        if not self.wishes.welcome(category):
            return None
        category = self.wishes.instead(category)
        size = size or self.pick(category)
        area = rectangle(at, size, yaw)
        if self.free(area, self.height - size[2], self.height, keep="doors"):
            return self.add(category, at, size, yaw, mount="ceiling")
        return None

    def on(
        self,
        parent: Piece,
        category: str,
        spot: Vec2 | None = None,
        *,
        size: Vec3 | None = None,
        yaw: float | None = None,
        edge: float = 0.05,
        word: dict[str, Any] | None = None,
        z: float | None = None,
        inset: Vec2 = (1.0, 1.0),
    ) -> Piece | None:
        """Put a thing on another's top, at a spot of its frame or wherever it is free.

        Args:
            parent: what carries it.
            category: what it is.
            spot: centre in the parent's frame, metres; None looks for a free one.
            size: outer size; None picks a usual one.
            yaw: degrees relative to the parent; None is about straight.
            edge: metres to keep from the parent's edge.
            word: parameters of its kit word.
            z: underside above the parent's underside; None lets it settle on the surface.
            inset: share of the parent's width and depth that its flat top takes.
        """
        if not self.wishes.welcome(category) or not self.holds(parent):
            return None
        size = size or self.pick(category)
        if self.reluctant(
            category, parent.at, size, parent.yaw, low=(parent.z or 0.0) + parent.size[2], on=parent.id
        ):
            return None
        w = parent.size[0] * inset[0] / 2 - edge
        d = parent.size[1] * inset[1] / 2 - edge
        used = self.tops.setdefault(parent.id, [])
        for _ in range(1 if spot else 14):
            angle = yaw if yaw is not None else self.rng.choice([0.0, 0.0, self.rng.uniform(-20, 20)])
            at = spot or (self.rng.uniform(-w, w), self.rng.uniform(-d, d))
            area = rectangle(at, size, angle)
            x0, y0, x1, y1 = area.bounds
            inside = -w <= x0 and x1 <= w and -d <= y0 and y1 <= d
            fits = (inside or spot is not None) and not any(area.buffer(0.008).intersects(u) for u in used)
            if fits and not self._under_hung(parent, at, size, angle, z):
                used.append(area)
                piece = Piece(
                    self.name(category),
                    kind(category),
                    (round(at[0], 3), round(at[1], 3)),
                    size,
                    neat_yaw(angle),
                    z=z,
                    on=parent.id,
                    mount="object",
                    word=word or {},
                    zone=self.zone,
                    relations=[("on", parent.id)],
                )
                self.pieces.append(piece)
                self.wishes.took(piece.id, piece.category)
                self._stack(parent, piece)
                return piece
        return None

    def _under_hung(self, parent: Piece, at: Vec2, size: Vec3, angle: float, z: float | None) -> bool:
        """Whether something that hangs on a wall is in the way of a thing on a carrier's top."""
        if parent.on is not None:
            return False
        hung = {p.id for p in self.pieces if p.mount == "wall" and p is not parent}
        low = (parent.z or 0.0) + (parent.size[2] if z is None else z)
        area = rectangle(parent.to_world(at), size, parent.yaw + angle)
        return any(
            s.id in hung and s.low < low + size[2] and low < s.high and s.area.intersects(area)
            for s in self.solids
        )

    def _stack(self, parent: Piece, piece: Piece) -> None:
        """Keep the air that it takes on its carrier free of things hung on the wall."""
        if parent.on is None:
            low = (parent.z or 0.0) + parent.size[2]
            area = rectangle(parent.to_world(piece.at), piece.size, parent.yaw + piece.yaw)
            self.solids.append(Solid(piece.id, area, low, low + piece.size[2]))

    def behind(self, piece: Piece) -> tuple[Stretch, float] | None:
        """The wall behind a piece, and where along it."""
        for wall in self.walls:
            dx, dy = wall.along
            nx, ny = wall.normal
            off = (piece.at[0] - wall.start[0]) * nx + (piece.at[1] - wall.start[1]) * ny
            along = (piece.at[0] - wall.start[0]) * dx + (piece.at[1] - wall.start[1]) * dy
            same = abs((piece.yaw - wall.facing + 180) % 360 - 180) < 2
            if same and off < piece.size[1] / 2 + 0.3 and 0 < along < wall.length:
                return wall, along
        return None
