"""A small software renderer: triangles to depth and triangle numbers, then colour, light and shade.

Blender draws a lit picture in seconds; this one draws a plainer one in tens of milliseconds, so that a room
is never seen twice in the same colours. Compiled by numba, which only training needs.
"""

from __future__ import annotations

import numpy as np
from numba import njit

NEAR = 0.08
"""Metres in front of the camera at which triangles are cut."""


@njit(cache=True, fastmath=True)
def _fill(a, b, c, t, key, who):
    """One triangle in pixels with its depth key (larger is nearer) into the buffers."""
    h, w = key.shape
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    if abs(area) < 1e-9:
        return
    x0 = max(0, int(np.floor(min(a[0], b[0], c[0]))))
    x1 = min(w - 1, int(np.ceil(max(a[0], b[0], c[0]))))
    y0 = max(0, int(np.floor(min(a[1], b[1], c[1]))))
    y1 = min(h - 1, int(np.ceil(max(a[1], b[1], c[1]))))
    inv = 1.0 / area
    for y in range(y0, y1 + 1):
        py = y + 0.5
        for x in range(x0, x1 + 1):
            px = x + 0.5
            l0 = ((b[0] - px) * (c[1] - py) - (b[1] - py) * (c[0] - px)) * inv
            l1 = ((c[0] - px) * (a[1] - py) - (c[1] - py) * (a[0] - px)) * inv
            l2 = 1.0 - l0 - l1
            if l0 < 0 or l1 < 0 or l2 < 0:
                continue
            k = l0 * a[2] + l1 * b[2] + l2 * c[2]
            if k > key[y, x]:
                key[y, x] = k
                who[y, x] = t


@njit(cache=True, fastmath=True)
def raster(local, triangles, shown, focal, cx, cy, ortho, width, height):
    """Nearest triangle of every pixel.

    Args:
        local: (n, 3) vertices in the camera's frame, metres.
        triangles: (m, 3) int.
        shown: (m,) bool, which to draw.
        focal: pixels; for an orthographic camera pixels per metre.
        cx: principal point, pixels.
        cy: principal point, pixels.
        ortho: whether depth does not shrink things.
        width: pixels.
        height: pixels.

    Returns:
        key (h, w), 1 / depth or -depth of an orthographic camera; who (h, w) triangle or -1.
    """
    key = np.full((height, width), -1e9, np.float32)
    who = np.full((height, width), -1, np.int32)
    pts = np.empty((4, 3), np.float32)
    for t in range(triangles.shape[0]):
        if not shown[t]:
            continue
        n = 0
        if ortho:
            for i in range(3):
                p = local[triangles[t, i]]
                pts[i, 0], pts[i, 1], pts[i, 2] = p[0] * focal + cx, p[1] * focal + cy, -p[2]
            n = 3
        else:
            for i in range(3):
                p, q = local[triangles[t, i]], local[triangles[t, (i + 1) % 3]]
                if p[2] >= NEAR:
                    pts[n, 0], pts[n, 1] = p[0] / p[2] * focal + cx, p[1] / p[2] * focal + cy
                    pts[n, 2] = 1.0 / p[2]
                    n += 1
                if (p[2] >= NEAR) != (q[2] >= NEAR):
                    s = (NEAR - p[2]) / (q[2] - p[2])
                    x, y = p[0] + s * (q[0] - p[0]), p[1] + s * (q[1] - p[1])
                    pts[n, 0], pts[n, 1], pts[n, 2] = x / NEAR * focal + cx, y / NEAR * focal + cy, 1.0 / NEAR
                    n += 1
        if n >= 3:
            _fill(pts[0], pts[1], pts[2], t, key, who)
        if n == 4:
            _fill(pts[0], pts[2], pts[3], t, key, who)
    return key, who


@njit(cache=True, fastmath=True)
def _hash(x, y, z):
    h = (x * 374761393 + y * 668265263 + z * 1274126177) & 0x7FFFFFFF
    h = ((h ^ (h >> 13)) * 1103515245) & 0x7FFFFFFF
    return ((h ^ (h >> 16)) & 0xFFFF) / 65535.0


@njit(cache=True, fastmath=True)
def _noise(x, y, z):
    """Value noise, 0 to 1."""
    ix, iy, iz = int(np.floor(x)), int(np.floor(y)), int(np.floor(z))
    fx, fy, fz = x - ix, y - iy, z - iz
    fx, fy, fz = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy), fz * fz * (3 - 2 * fz)
    total = 0.0
    for i in range(2):
        for j in range(2):
            for k in range(2):
                weight = (fx if i else 1 - fx) * (fy if j else 1 - fy) * (fz if k else 1 - fz)
                total += weight * _hash(ix + i, iy + j, iz + k)
    return total


PLAIN, GRAIN, STRIPES, CHECKS, TILES, PLANKS, SPECKLE, BLOTCHES, MEDALLION, WEAVE = range(10)
"""Kinds of pattern; MEDALLION is a carpet's frames and centre and needs the half sizes of its thing."""


@njit(cache=True, fastmath=True)
def _pattern(kind, x, y, z, scale, half_x, half_y):
    """How much of the second colour shows at a point of the thing's own frame, 0 to 1."""
    if kind == GRAIN:
        return 0.7 * _noise(x * scale * 0.6, y * scale * 6, z * scale * 6) + 0.3 * _noise(
            x * scale * 3, y * scale * 30, z * scale * 30
        )
    if kind == STRIPES:
        return 1.0 if np.sin((x + 0.3 * z) * scale * 6.283) > 0 else 0.0
    if kind == CHECKS:
        a = np.sin(x * scale * 6.283) > 0
        b = np.sin((y + z) * scale * 6.283) > 0
        return 0.5 * a + 0.5 * b
    if kind == TILES:
        u, v = x * scale, (y + z) * scale
        near = min(abs(u - np.round(u)), abs(v - np.round(v)))
        return 1.0 if near < 0.03 else 0.25 * _hash(int(np.floor(u)), int(np.floor(v)), 7)
    if kind == PLANKS:
        v = y * scale
        row = int(np.floor(v))
        u = x * scale * 0.16 + 0.37 * _hash(row, 3, 1) * 5
        edge = v - row < 0.05 or u - np.floor(u) < 0.008
        tone = _hash(row, int(np.floor(u)), 5)
        grain = _noise(x * scale * 1.2, y * scale * 9, 1.7 * row)
        return 1.0 if edge else 0.45 * tone + 0.4 * grain
    if kind == SPECKLE:
        return _noise(x * scale * 12, y * scale * 12, z * scale * 12)
    if kind == BLOTCHES:
        n = _noise(x * scale, y * scale, z * scale) + 0.5 * _noise(
            x * scale * 2.7, y * scale * 2.7, z * scale * 2.7
        )
        return 1.0 if n > 0.8 else 0.0
    if kind == MEDALLION:
        u, v = abs(x) / half_x, abs(y) / half_y
        ring = int(max(u, v) * scale * 4)
        if ring % 3 == 1:
            return 0.8
        flower = np.sin(x * scale * 25) * np.sin(y * scale * 25)
        return 0.9 if u * u + v * v < 0.12 or flower > 0.55 else 0.1
    if kind == WEAVE:
        return 0.5 + 0.5 * np.sin(x * scale * 40) * np.sin((y + z) * scale * 40)
    return 0.0


@njit(cache=True, fastmath=True)
def shade(
    key, who, part, frames, turns, looks, kinds, normals, rotation, eye, focal, cx, cy, ortho, sun, sun_power,
    ambient, shadow, shadow_axes, shadow_scale, back,
):  # fmt: skip
    """Colour of every pixel, linear, (h, w, 3).

    Args:
        key: from `raster`.
        who: from `raster`.
        part: (m,) part of each triangle.
        frames: (parts, 6) x, y, two unused, half width and half depth of the part's thing.
        turns: (parts, 2) cosine and sine of its yaw.
        looks: (parts, 8) first colour, second colour, pattern scale, light given off.
        kinds: (parts,) pattern.
        normals: (m, 3) world.
        rotation: rows are the camera's right, down and ahead.
        eye: where it is.
        focal: as for `raster`.
        cx: as for `raster`.
        cy: as for `raster`.
        ortho: as for `raster`.
        sun: (3,) towards the sun.
        sun_power: its strength, 0 for none.
        ambient: (3,) of light from everywhere.
        shadow: key buffer seen from the sun.
        shadow_axes: rows are the axes of the sun's camera.
        shadow_scale: its pixels a metre.
        back: colour of nothing.
    """
    h, w = key.shape
    out = np.empty((h, w, 3), np.float32)
    size = shadow.shape[0]
    for v in range(h):
        for u in range(w):
            t = who[v, u]
            if t < 0:
                out[v, u] = back
                continue
            x, y = (u + 0.5 - cx) / focal, (v + 0.5 - cy) / focal
            z = -key[v, u] if ortho else 1.0 / key[v, u]
            if not ortho:
                x, y = x * z, y * z
            wx = eye[0] + rotation[0, 0] * x + rotation[1, 0] * y + rotation[2, 0] * z
            wy = eye[1] + rotation[0, 1] * x + rotation[1, 1] * y + rotation[2, 1] * z
            wz = eye[2] + rotation[0, 2] * x + rotation[1, 2] * y + rotation[2, 2] * z
            nx, ny, nz = normals[t, 0], normals[t, 1], normals[t, 2]
            if ortho:
                facing = nx * rotation[2, 0] + ny * rotation[2, 1] + nz * rotation[2, 2]
            else:
                facing = nx * (wx - eye[0]) + ny * (wy - eye[1]) + nz * (wz - eye[2])
            if facing > 0:
                nx, ny, nz = -nx, -ny, -nz
            p = part[t]
            dx, dy = wx - frames[p, 0], wy - frames[p, 1]
            c, s = turns[p, 0], turns[p, 1]
            k = _pattern(
                kinds[p], c * dx + s * dy, -s * dx + c * dy, wz, looks[p, 6], frames[p, 4], frames[p, 5]
            )
            around = (0.72 + 0.28 * nz) * (1.0 - 0.12 * abs(nx) + 0.06 * ny)
            lit = nx * sun[0] + ny * sun[1] + nz * sun[2]
            direct = 0.0
            if sun_power > 0 and lit > 0:
                gx, gy, gz = wx + 0.02 * nx, wy + 0.02 * ny, wz + 0.02 * nz
                qx = shadow_axes[0, 0] * gx + shadow_axes[0, 1] * gy + shadow_axes[0, 2] * gz
                qy = shadow_axes[1, 0] * gx + shadow_axes[1, 1] * gy + shadow_axes[1, 2] * gz
                qz = shadow_axes[2, 0] * gx + shadow_axes[2, 1] * gy + shadow_axes[2, 2] * gz
                iu, iv = int(qx * shadow_scale + size / 2), int(qy * shadow_scale + size / 2)
                free = 0.0
                for du in range(-1, 2):
                    for dv in range(-1, 2):
                        a, b = iu + du, iv + dv
                        if a < 0 or b < 0 or a >= size or b >= size or shadow[b, a] < -qz + 0.05:
                            free += 1.0 / 9
                direct = sun_power * lit * free
            for i in range(3):
                base = looks[p, i] * (1 - k) + looks[p, 3 + i] * k
                out[v, u, i] = base * (ambient[i] * around + direct + looks[p, 7])
    return out
