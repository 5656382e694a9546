// What is marked on a picture, kept by the studio after every change, and what it comes to in metres.
import { computed, signal } from "@preact/signals";
import type { Vec2, Word } from "./messages";
import { base, say } from "./store";

export type Box = [number, number, number, number];
export interface ThingMark { id: string; category: string; box: Box; outline?: Vec2[]; on?: string; mount?: string; facing?: number; top?: number; elevation?: number; height?: number; [more: string]: unknown }
export interface OpeningMark { id: string; kind: "door" | "window" | "opening"; from_px: Vec2; to_px: Vec2; [more: string]: unknown }
export interface Marks { things?: ThingMark[]; openings?: OpeningMark[]; floor_px?: Vec2[] | Box; wall_top_px?: Vec2[] | Box; room_width?: number; wall_height?: number; [more: string]: unknown }
export interface Plan { width: number; depth: number; height: number; scale: string; sure: number; floor: Vec2[]; top: Vec2[]; grid: Array<[Vec2, Vec2]>; strange: string[]; doubts: string[] }
export type Tool = "pick" | "box" | "outline" | "floor" | "top" | "door" | "window" | "length";

export const size = signal<Vec2 | null>(null);
export const marks = signal<Marks>({});
export const plan = signal<Plan | null>(null);
export const wrong = signal("");
export const tool = signal<Tool>("box");
export const chosen = signal<string | null>(null);
export const working = signal("");
export const line = signal<{ a: Vec2; b: Vec2; metres: number; width: number } | null>(null);

export const things = computed(() => marks.value.things ?? []);
export const openings = computed(() => marks.value.openings ?? []);
/** Corners of a region that may be a rectangle. */
export const corners = (region: Marks["floor_px"]): Vec2[] => {
  if (!region) return [];
  if (typeof region[0] !== "number") return region as Vec2[];
  const [a, b, c, d] = region as Box;
  return [[a, b], [c, b], [c, d], [a, d]];
};

export let markUrl = "";
const past: Marks[] = [];
const future: Marks[] = [];

export async function open(key: string): Promise<void> {
  markUrl = `${base}mark/${key}/`;
  const got = await (await fetch(`${markUrl}marks`)).json() as { size: Vec2; marks: Marks };
  size.value = got.size;
  marks.value = got.marks;
  void keep();
}

async function post<T>(what: string, body: unknown): Promise<T | null> {
  const answer = await fetch(`${markUrl}${what}`, { method: "POST", body: JSON.stringify(body) });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  let said = text;
  try { said = (JSON.parse(text) as { error: string }).error; } catch { /* plain words */ }
  throw new Error(said);
}

let sending = 0;
async function keep(): Promise<void> {
  const turn = ++sending;
  try {
    const got = await post<{ plan: Plan | null }>("marks", marks.value);
    if (turn !== sending) return;
    plan.value = got!.plan;
    wrong.value = "";
  } catch (error) { if (turn === sending) wrong.value = (error as Error).message; }
}

/** Change the marks; the change can be taken back. */
export function change(next: Marks): void {
  past.push(marks.value);
  if (past.length > 200) past.shift();
  future.length = 0;
  marks.value = next;
  void keep();
}

export function step(from: "undo" | "redo"): void {
  const [take, put] = from === "undo" ? [past, future] : [future, past];
  const found = take.pop();
  if (!found) return;
  put.push(marks.value);
  marks.value = found;
  void keep();
}

export const setThing = (id: string, values: Partial<ThingMark>): void => {
  change({ ...marks.value, things: things.value.map((t) => (t.id === id ? { ...t, ...values } : t)) });
};

export function remove(id: string): void {
  const rest = things.value.filter((t) => t.id !== id).map((t) => (t.on === id ? { ...t, on: undefined } : t));
  change({ ...marks.value, things: rest, openings: openings.value.filter((o) => o.id !== id) });
  if (chosen.value === id) chosen.value = null;
}

function free(stem: string): string {
  const taken = new Set([...things.value, ...openings.value].map((t) => t.id));
  let n = 1;
  while (taken.has(`${stem}_${n}`)) n++;
  return `${stem}_${n}`;
}

export function add(box: Box, outline?: Vec2[]): void {
  const id = free("thing");
  change({ ...marks.value, things: [...things.value, { id, category: "unknown", box, ...(outline ? { outline } : {}) }] });
  chosen.value = id;
}

export function addOpening(kind: "door" | "window", from_px: Vec2, to_px: Vec2): void {
  const id = free(kind);
  change({ ...marks.value, openings: [...openings.value, { id, kind, from_px, to_px }] });
  chosen.value = id;
}

/** Give a thing its name: its id follows, and what usually stands on something stands on what it is drawn over. */
export function name(id: string, category: string, word?: Word): void {
  const own = things.value.find((t) => t.id === id);
  if (!own) return;
  const stem = category.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const next = /^[a-z]/.test(stem) && !own.id.startsWith(stem) ? free(stem) : own.id;
  const values: Partial<ThingMark> = { id: next, category };
  if (word?.mount === "wall" || word?.mount === "ceiling") values.mount = word.mount;
  if (word?.mount === "object") values.on = under(own)?.id;
  change({ ...marks.value, things: things.value.map((t) => (t.id === id ? { ...t, ...values } : t.on === id ? { ...t, on: next } : t)) });
  chosen.value = next;
}

/** The smallest thing that a thing's middle lies in. */
function under(own: ThingMark): ThingMark | undefined {
  const [x, y] = [(own.box[0] + own.box[2]) / 2, (own.box[1] + own.box[3]) / 2];
  const area = (b: Box) => (b[2] - b[0]) * (b[3] - b[1]);
  return things.value.filter((t) => t.id !== own.id && t.box[0] <= x && x <= t.box[2] && t.box[1] <= y && y <= t.box[3] && area(t.box) > area(own.box)).sort((a, b) => area(a.box) - area(b.box))[0];
}

export async function outlineAt(at: Vec2): Promise<void> {
  working.value = "looking for its outline";
  try {
    const { outline } = (await post<{ outline: Vec2[] }>("outline", { at }))!;
    const xs = outline.map((p) => p[0]), ys = outline.map((p) => p[1]);
    add([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], outline);
  } catch (error) { say((error as Error).message, true); } finally { working.value = ""; }
}

export async function draft(): Promise<void> {
  working.value = "reading the picture";
  try { change((await post<{ marks: Marks }>("draft", {}))!.marks); } catch (error) { say((error as Error).message, true); } finally { working.value = ""; }
}

export async function measure(a: Vec2, b: Vec2): Promise<void> {
  try { line.value = { a, b, ...(await post<{ metres: number; width: number }>("length", { a, b }))! }; } catch (error) { say((error as Error).message, true); }
}

/** The line that was drawn is so long: the room's width follows. */
export function known(metres: number): void {
  const drawn = line.value;
  if (!drawn || !(metres > 0)) return;
  line.value = null;
  change({ ...marks.value, room_width: Math.round(drawn.width * metres / drawn.metres * 1000) / 1000 });
}

export async function build(): Promise<void> {
  working.value = "calling the team";
  try { location.href = `${base}room/${(await post<{ room: string }>("build", {}))!.room}/`; } catch (error) { say((error as Error).message, true); working.value = ""; }
}

export async function search(query: string): Promise<Word[]> {
  return (await fetch(`${base}words?q=${encodeURIComponent(query)}`)).json() as Promise<Word[]>;
}
