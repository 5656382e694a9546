// Edits that several panels make.
import type { ObjectRow, Vec2 } from "./messages";
import { also, carried, chosenRoots, edits, freeId, objects, room, say, selected } from "./store";

/** Metres between a thing and its copy. */
const GAP = 0.05;
/** Metres up to which the floor before a door is to be free. */
const DOOR = 2;

export async function duplicate(id: string): Promise<void> {
  const ids = also.value.length ? chosenRoots() : [id], taken = new Set<string>();
  const made = ids.map((each) => freeId(each.replace(/_\d+$/, ""), taken));
  const row = objects.value.get(id);
  if (!row) return;
  const by = beside(row, new Set(ids.flatMap((each) => [each, ...carried(each)]))), along = ids.flatMap(carried);
  const done = await edits(ids.map((each, k) => ["duplicate", each, made[k], "--by", ...by.by, ...(carried(each).length ? ["--children"] : [])]));
  if (!done) return;
  selected.value = made[0];
  also.value = made.slice(1);
  if (!by.free || along.length) say([`${made.join(", ")}${along.length ? `, with one more of ${along.join(", ")}` : ""}`, ...(by.free ? [] : ["no place beside it is free: move it"])].join("; "));
}

/** How far a copy of a thing stands from it: beside it as it is turned, then before or behind it, where nothing else is. */
function beside(row: ObjectRow, own: Set<string>): { by: Vec2; free: boolean } {
  const turn = row.world_yaw * Math.PI / 180, [w, d] = row.size;
  const way = (x: number, y: number): Vec2 => [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
  const ways: Vec2[] = [];
  for (const far of [1, 2, 3]) {
    ways.push(way((w + GAP) * far, 0), way(-(w + GAP) * far, 0));
    if (row.mount !== "wall") ways.push(way(0, -(d + GAP) * far), way(0, (d + GAP) * far));
  }
  const found = ways.find((by) => isFree(row, by, own));
  return { by: found ?? ways[0], free: found !== undefined };
}

function isFree(row: ObjectRow, [x, y]: Vec2, own: Set<string>): boolean {
  const low = [row.low[0] + x, row.low[1] + y, row.low[2]], high = [row.high[0] + x, row.high[1] + y, row.high[2]];
  const corners: Vec2[] = [[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]];
  const carrier = row.on ? objects.value.get(row.on) : undefined;
  const within = (p: Vec2) => (carrier ? [0, 1].every((k) => carrier.low[k] <= p[k] && p[k] <= carrier.high[k]) : inside(room.value!.floor, p));
  if (!corners.every(within)) return false;
  if (row.low[2] < DOOR && room.value!.ways.some((way) => meet(way, corners))) return false;
  return ![...objects.value.values()].some((o) => !own.has(o.id) && o.id !== row.on && [0, 1, 2].every((k) => o.low[k] < high[k] - 0.005 && o.high[k] > low[k] + 0.005));
}

/** Whether two convex polygons share more than an edge: no side of either parts them. */
function meet(a: Vec2[], b: Vec2[]): boolean {
  return ![a, b].some((polygon) => polygon.some(([x, y], k) => {
    const [ox, oy] = polygon[(k + 1) % polygon.length], nx = oy - y, ny = x - ox;
    const along = (points: Vec2[]) => points.map((p) => p[0] * nx + p[1] * ny);
    const first = along(a), other = along(b), slack = 0.01 * Math.hypot(nx, ny);
    return Math.max(...first) <= Math.min(...other) + slack || Math.max(...other) <= Math.min(...first) + slack;
  }));
}

/** Whether a point lies in a polygon. */
function inside(polygon: Vec2[], [x, y]: Vec2): boolean {
  let odd = false;
  polygon.forEach(([ax, ay], k) => {
    const [bx, by] = polygon[(k + 1) % polygon.length];
    if ((ay > y) !== (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay)) odd = !odd;
  });
  return odd;
}

export async function remove(id: string): Promise<void> {
  if (!objects.value.has(id)) { say(`${id} belongs to the room: take its line out of the code`, true); return; }
  const ids = also.value.length ? chosenRoots() : [id], along = ids.flatMap(carried);
  if (await edits(ids.map((each) => ["remove", each, ...(carried(each).length ? ["--children"] : [])]))) {
    say(`${ids.join(", ")} out${along.length ? `, with ${along.join(", ")}` : ""}`);
    selected.value = null;
    also.value = [];
  }
}

/** Move everything that is selected by the same. */
export const moveAll = (x: number, y: number): ReturnType<typeof edits> => edits(chosenRoots().map((id) => ["move", id, "--by", x, y]));
