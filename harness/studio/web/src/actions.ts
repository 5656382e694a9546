// Edits that several panels make.
import type { ObjectRow, Vec2, Vec3, Word } from "./messages";
import { also, current, carried, chosenRoots, edits, freeId, objects, room, say, selected } from "./store";

/** Metres between a thing and its copy. */
const GAP = 0.05;
/** Metres up to which the floor before a door is to be free. */
const DOOR = 2;
/** A floor thing no higher than this is stood on, as a rug is. */
const FLAT = 0.06;

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
  if (!by.free || along.length) say([`${few(made)}${along.length ? `, with one more of ${few(along)}` : ""}`, ...(by.free ? [] : ["no place beside it is free: move it"])].join("; "));
}

/** How far a copy of a thing stands from it: beside it as it is turned, before or behind it, else anywhere that is free; without such a place in the room all the same. */
function beside(row: ObjectRow, own: Set<string>): { by: Vec2; free: boolean } {
  const turn = row.world_yaw * Math.PI / 180, [w, d] = row.size;
  const way = (x: number, y: number): Vec2 => [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
  const ways: Vec2[] = [];
  for (const far of [1, 2, 3]) {
    ways.push(way((w + GAP) * far, 0), way(-(w + GAP) * far, 0));
    if (row.mount !== "wall") ways.push(way(0, -(d + GAP) * far), way(0, (d + GAP) * far));
  }
  const reach = Math.max(...room.value!.floor.map((p) => far([row.center[0], row.center[1]], p)));
  const anywhere = row.mount === "wall" ? [] : around([0, 0], reach).slice(1);
  const found = ways.find((by) => isFree(row, by, own)) ?? anywhere.find((by) => isFree(row, by, new Set()));
  return { by: found ?? [...ways, ...anywhere].find((by) => corners(row, by).every((p) => inside(room.value!.floor, p))) ?? ways[0], free: found !== undefined };
}

const corners = (row: ObjectRow, [x, y]: Vec2): Vec2[] =>
  [[row.low[0], row.low[1]], [row.high[0], row.low[1]], [row.high[0], row.high[1]], [row.low[0], row.high[1]]].map(([a, b]): Vec2 => [a + x, b + y]);

const isFree = (row: ObjectRow, [x, y]: Vec2, own: Set<string>): boolean =>
  takes([row.low[0] + x, row.low[1] + y, row.low[2]], [row.high[0] + x, row.high[1] + y, row.high[2]], row.on, own);

/** Whether a box in the room, on the floor or on what carries it, is free of other things and not before a door. */
function takes(low: Vec3, high: Vec3, on: string | null, own: Set<string>): boolean {
  const corners: Vec2[] = [[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]];
  const carrier = on ? objects.value.get(on) : undefined;
  const within = (p: Vec2) => (carrier ? [0, 1].every((k) => carrier.low[k] <= p[k] && p[k] <= carrier.high[k]) : inside(room.value!.floor, p));
  if (!corners.every(within)) return false;
  if (low[2] < DOOR && room.value!.ways.some((way) => meet(way, corners))) return false;
  return ![...objects.value.values()].some((o) => !own.has(o.id) && o.id !== on && !(o.mount === "floor" && o.high[2] <= FLAT) && [0, 1, 2].every((k) => o.low[k] < high[k] - 0.005 && o.high[k] > low[k] + 0.005));
}

/** Metres between the places that are tried for a new thing, and between it and a wall. */
const STEP = 0.12, AIR = 0.01;
/** Height at which a thing for the wall is tried, metres. */
const EYE = 1.2;

/** Where a new thing stands: words of `room edit RUN add`, near a point of the floor, and whether it is free there. */
export function freeSpot({ size: [w, d, h], mount }: Word, near: Vec2): { words: Array<string | number>; free: boolean } {
  const state = room.value!, under = current.value;
  if (mount === "object" && under && under.mount !== "wall" && under.mount !== "ceiling") {
    const turn = under.world_yaw * Math.PI / 180, c = Math.cos(turn), s = Math.sin(turn), [x0, y0] = under.center;
    for (const [x, y] of around([0, 0], Math.max(...under.size) / 2)) {
      if (Math.abs(x) > (under.size[0] - w) / 2 || Math.abs(y) > (under.size[1] - d) / 2) continue;
      const at: Vec2 = [x0 + x * c - y * s, y0 + x * s + y * c], wide = (w * Math.abs(c) + d * Math.abs(s)) / 2, deep = (w * Math.abs(s) + d * Math.abs(c)) / 2, top = under.high[2];
      if (takes([at[0] - wide, at[1] - deep, top + 0.006], [at[0] + wide, at[1] + deep, top + h], under.id, new Set([under.id]))) return { words: ["--on", under.id, "--at", x, y], free: true };
    }
  }
  if (mount === "wall") {
    const places = state.floor.flatMap(([ax, ay], k) => {
      const [bx, by] = state.floor[(k + 1) % state.floor.length], long = Math.hypot(bx - ax, by - ay);
      if (long < w + 0.1) return [];
      const ux = (bx - ax) / long, uy = (by - ay) / long;
      const [nx, ny] = inside(state.floor, [(ax + bx) / 2 - uy * 0.02, (ay + by) / 2 + ux * 0.02]) ? [-uy, ux] : [uy, -ux];
      const yaw = Math.atan2(nx, -ny) * 180 / Math.PI, wide = (Math.abs(ux) * w + Math.abs(nx) * d) / 2, deep = (Math.abs(uy) * w + Math.abs(ny) * d) / 2;
      return Array.from({ length: Math.floor((long - w) / STEP) + 1 }, (_, n) => {
        const along = w / 2 + n * STEP, at: Vec2 = [ax + ux * along + nx * (d / 2 + AIR), ay + uy * along + ny * (d / 2 + AIR)];
        return { at, yaw, low: [at[0] - wide, at[1] - deep, EYE] as Vec3, high: [at[0] + wide, at[1] + deep, EYE + h] as Vec3 };
      });
    }).sort((a, b) => far(a.at, near) - far(b.at, near));
    const found = places.find((p) => takes(p.low, p.high, null, new Set()));
    if (found ?? places[0]) { const { at, yaw } = found ?? places[0]; return { words: ["--at", ...at, "--yaw", yaw], free: found !== undefined }; }
  }
  const up = mount === "ceiling" ? state.height - h : 0;
  for (const [x, y] of around(near, Math.max(...state.floor.map((p) => far(p, near))))) {
    if (takes([x - w / 2, y - d / 2, up], [x + w / 2, y + d / 2, up + h], null, new Set())) return { words: ["--at", x, y], free: true };
  }
  return { words: ["--at", ...near], free: false };
}

const far = (a: Vec2, b: Vec2): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Points around a point, the nearest first. */
function around([x, y]: Vec2, reach: number): Vec2[] {
  const rings = Array.from({ length: Math.ceil(reach / STEP) }, (_, k) => k + 1);
  return [[x, y], ...rings.flatMap((ring) => Array.from({ length: 8 * ring }, (_, n): Vec2 => {
    const turn = n * Math.PI / (4 * ring);
    return [x + ring * STEP * Math.cos(turn), y + ring * STEP * Math.sin(turn)];
  }))];
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

/** Their names, or how many they are. */
const few = (ids: string[]): string => (ids.length > 4 ? `${ids.length} things` : ids.join(", "));

export async function remove(id: string): Promise<void> {
  if (!objects.value.has(id)) { say(`${id} belongs to the room: take its line out of the code`, true); return; }
  const ids = also.value.length ? chosenRoots() : [id], along = ids.flatMap(carried);
  if (await edits(ids.map((each) => ["remove", each, ...(carried(each).length ? ["--children"] : [])]))) {
    say(`${few(ids)} out${along.length ? `, with ${few(along)}` : ""}`);
    selected.value = null;
    also.value = [];
  }
}

/** Move everything that is selected by the same. */
export const moveAll = (x: number, y: number): ReturnType<typeof edits> => edits(chosenRoots().map((id) => ["move", id, "--by", x, y]));
