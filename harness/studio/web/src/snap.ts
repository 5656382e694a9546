// Where a thing that is moved would rather be: flush with a wall, in line with its neighbours.
import { Vector3 } from "three";
import type { ObjectRow, Placed } from "./messages";

/** Metres within which something is drawn to a wall, and to a line of another thing. */
const WALL = 0.07, LINE = 0.025;
/** Metres between the lines of the grid. */
const GRID = 0.1;

/** The move that ends on the grid, in every direction that it goes. */
export function gridded(row: ObjectRow, by: Vector3): Vector3 {
  const at = new Vector3(row.center[0], row.center[1], row.low[2]);
  const snap = (from: number, move: number) => (Math.abs(move) < 1e-6 ? 0 : Math.round((from + move) / GRID) * GRID - from);
  return new Vector3(snap(at.x, by.x), snap(at.y, by.y), snap(at.z, by.z));
}

/** What to add to a move so that it ends where it likely should. */
export function snapped(row: ObjectRow, by: Vector3, state: Placed): Vector3 {
  const more = new Vector3();
  if (row.on) return more;
  const yaw = row.world_yaw * Math.PI / 180;
  const u = [Math.cos(yaw), Math.sin(yaw)], v = [-Math.sin(yaw), Math.cos(yaw)];
  const at = [row.center[0] + by.x, row.center[1] + by.y];
  const free = { x: Math.abs(by.x) > 1e-6, y: Math.abs(by.y) > 1e-6 };
  state.floor.forEach((start, k) => {
    const end = state.floor[(k + 1) % state.floor.length];
    const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
    const n = [-(end[1] - start[1]) / length, (end[0] - start[0]) / length];
    const along = ((at[0] - start[0]) * (end[0] - start[0]) + (at[1] - start[1]) * (end[1] - start[1])) / length;
    if (along < 0 || along > length) return;
    const reach = row.measured[0] / 2 * Math.abs(u[0] * n[0] + u[1] * n[1]) + row.measured[1] / 2 * Math.abs(v[0] * n[0] + v[1] * n[1]);
    const gap = (at[0] - start[0]) * n[0] + (at[1] - start[1]) * n[1] - reach;
    if (Math.abs(gap) > WALL) return;
    if (free.x && Math.abs(n[0]) > 0.7) { more.x -= gap * n[0]; free.x = false; }
    if (free.y && Math.abs(n[1]) > 0.7) { more.y -= gap * n[1]; free.y = false; }
  });
  for (const axis of [0, 1] as const) {
    const name = axis === 0 ? "x" : "y";
    if (!free[name]) continue;
    const low = row.low[axis] + by[name], high = row.high[axis] + by[name];
    let best = LINE, found = 0;
    for (const other of state.objects) {
      if (other.id === row.id || other.on || other.mount !== "floor" || other.category === "rug") continue;
      if (Math.hypot(other.center[0] - at[0], other.center[1] - at[1]) > 3) continue;
      for (const gap of [other.low[axis] - low, other.high[axis] - high, other.low[axis] - high, other.high[axis] - low]) {
        if (Math.abs(gap) < best) { best = Math.abs(gap); found = gap; }
      }
    }
    more[name] += found;
  }
  return more;
}
