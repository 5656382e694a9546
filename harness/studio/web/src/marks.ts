// What is marked on a picture, kept by the studio after every change, and what it comes to in metres.
import { batch, computed, signal } from "@preact/signals";
import type { Drawn, Known, Vec2 } from "./messages";
import { fetchNames, vocabulary } from "./names";
import { base, say } from "./store";
import { terms } from "./terms";

export type Box = [number, number, number, number];
export interface ThingMark { id: string; category: string; box: Box; outline?: Vec2[]; on?: string; mount?: string; facing?: number; top?: number; elevation?: number; height?: number; [more: string]: unknown }
export interface OpeningMark { id: string; kind: "door" | "window" | "opening"; from_px: Vec2; to_px: Vec2; [more: string]: unknown }
export interface KnownSize { of: string; axis: "length" | "width" | "depth" | "height"; metres: number }
export interface KnownLine { from_px: Vec2; to_px: Vec2; metres: number }
export interface Marks { known_sizes?: KnownSize[]; known_line?: KnownLine; things?: ThingMark[]; openings?: OpeningMark[]; floor_px?: Vec2[] | Box; wall_top_px?: Vec2[] | Box; room_width?: number; wall_height?: number; [more: string]: unknown }
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
/** Lines along things whose size was told, by thing and side: only the size is kept with the marks. */
export const along = signal<Record<string, [Vec2, Vec2]>>({});
/** The room by the marks that were kept last, as far as it could be built; and why not. */
export const drawn = signal<Drawn | null>(null);
/** The things as they were marked when that was asked for. */
export const drawnOf = signal<ThingMark[]>([]);
export const undrawn = signal("");
export const drawing = signal(false);

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
  void fetchNames().catch(() => say("the names of things did not come: load the page anew", true));
  const got = await (await fetch(`${markUrl}marks`)).json() as { size: Vec2; marks: Marks };
  marks.value = unsent() ?? got.marks; // what a page that was closed had no time to send is newer
  size.value = got.size;
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

/** Marks that the studio has not said to have yet, kept by the browser: a page may be closed before. */
const UNSENT = `unsent ${location.pathname}`;
function unsent(): Marks | null {
  try { return JSON.parse(localStorage.getItem(UNSENT) ?? "null") as Marks | null; } catch { return null; }
}
function hold(): void {
  try { localStorage.setItem(UNSENT, JSON.stringify(marks.value)); } catch { /* the browser keeps nothing: then only the studio does */ }
}

/** What the studio has of the marks. */
let kept: ThingMark[] = [];
let sending: Promise<void> | null = null, newer = false;
/** Have the marks kept, one answer after the other: what comes meanwhile goes next, all at once, and nothing overtakes it. */
function keep(): Promise<void> {
  newer = true;
  return (sending ??= (async () => {
    while (newer) {
      newer = false;
      const sent = things.value;
      let answered = true;
      try {
        const got = await post<{ plan: Plan | null }>("marks", marks.value);
        kept = sent;
        plan.value = got!.plan;
        wrong.value = "";
        void draw();
      } catch (error) {
        answered = !(error instanceof TypeError); // the studio was not there
        if (!newer) { wrong.value = (error as Error).message; if (answered) plan.value = null; }
      }
      if (answered && !newer) localStorage.removeItem(UNSENT);
    }
    sending = null;
  })());
}

/** Milliseconds without a mark after which colours are looked for: they take as long again as places. */
const REST = 700;
let again = false, wake = () => {};
/** Have the room built as the marks are now; marks that come meanwhile are built next, all at once. */
async function draw(): Promise<void> {
  again = true;
  wake();
  if (drawing.value) return;
  drawing.value = true;
  while (again) {
    again = false;
    try {
      const of = kept;
      let got = await post<{ drawn: Drawn | null }>("sketch", {});
      if (got!.drawn) batch(() => { drawn.value = got!.drawn; drawnOf.value = of; });
      if (!got!.drawn || again) continue;
      await new Promise<void>((done) => { wake = done; setTimeout(done, REST); });
      if (again) continue;
      got = await post<{ drawn: Drawn | null }>("sketch", { colours: true });
      if (got!.drawn) drawn.value = got!.drawn;
      undrawn.value = "";
    } catch (error) { undrawn.value = (error as Error).message; }
  }
  drawing.value = false;
}

/** Change the marks; the change can be taken back. */
export function change(next: Marks): void {
  past.push(marks.value);
  if (past.length > 200) past.shift();
  future.length = 0;
  marks.value = next;
  hold();
  void keep();
}

export function step(from: "undo" | "redo"): void {
  const [take, put] = from === "undo" ? [past, future] : [future, past];
  const found = take.pop();
  if (!found) return;
  put.push(marks.value);
  marks.value = found;
  if (![...things.value, ...openings.value].some((t) => t.id === chosen.value)) chosen.value = null;
  hold();
  void keep();
}

export const setThing = (id: string, values: Partial<ThingMark>): void => {
  change({ ...marks.value, things: things.value.map((t) => (t.id === id ? { ...t, ...values } : t)) });
};

export function remove(id: string): void {
  const rest = things.value.filter((t) => t.id !== id).map((t) => (t.on === id ? { ...t, on: undefined } : t));
  const sizes = marks.value.known_sizes?.filter((k) => k.of !== id);
  change({ ...marks.value, things: rest, openings: openings.value.filter((o) => o.id !== id), ...(sizes ? { known_sizes: sizes } : {}) });
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

/** Usual heights of what was named, metres. */
const usual = new Map<string, number>();
export const usualHeight = (category: string): number | undefined => usual.get(category);

/** What stands in the 3D room otherwise than it is marked by now: to be shown as a block, or to be hidden. */
export const pending = computed(() => {
  const before = new Map(drawnOf.value.map((t) => [t.id, t])), boxes = new Set(drawnOf.value.map((t) => String(t.box)));
  const blocks = things.value.filter((t) => !boxes.has(String(t.box)) || (before.has(t.id) && String(before.get(t.id)!.box) !== String(t.box)));
  const there = new Set(things.value.map((t) => String(t.box)));
  return { blocks, hidden: drawnOf.value.filter((t) => !there.has(String(t.box))).map((t) => t.id) };
});

/** Give a thing its name: its id follows, and what usually stands on something stands on what it is drawn over. */
export function name(id: string, word: Known): void {
  const own = things.value.find((t) => t.id === id);
  if (!own) return;
  const category = word.name;
  usual.set(category, word.size[2]);
  const stem = category.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const next = /^[a-z]/.test(stem) && !own.id.startsWith(stem) ? free(stem) : own.id;
  const values: Partial<ThingMark> = { id: next, category };
  if (word.mount === "wall" || word.mount === "ceiling") values.mount = word.mount;
  if (word.mount === "object") values.on = under(own)?.id;
  const renamed = (key: string) => (key.startsWith(id) && key.slice(id.length) in SIDES ? next + key.slice(id.length) : key);
  along.value = Object.fromEntries(Object.entries(along.value).map(([key, ends]) => [renamed(key), ends]));
  change({
    ...marks.value, things: things.value.map((t) => (t.id === id ? { ...t, ...values } : t.on === id ? { ...t, on: next } : t)),
    ...(marks.value.known_sizes ? { known_sizes: marks.value.known_sizes.map((k) => (k.of === id ? { ...k, of: next } : k)) } : {}),
  });
  if (chosen.value === id) chosen.value = next; // another box may be drawn by now
}

const area = (b: Box) => (b[2] - b[0]) * (b[3] - b[1]);
const inside = (b: Box, [x, y]: Vec2) => b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3];
/** The smallest thing at a pixel, other than these. */
export function thingAt(at: Vec2, but: string[]): ThingMark | undefined {
  return things.value.filter((t) => !but.includes(t.id) && inside(t.box, at)).sort((a, b) => area(a.box) - area(b.box))[0];
}

/** Everything that stands on a thing, however deep, and the thing. */
function stack(id: string): string[] {
  const found = [id];
  for (const t of things.value) if (t.on && found.includes(t.on) && !found.includes(t.id)) found.push(t.id);
  return found;
}

/** Whether something may stand on a thing: on no picture and no screen. */
const carries = (t: ThingMark): boolean => vocabulary.value.find((known) => known.name === t.category)?.carries ?? true;

/** The smallest thing that a thing's middle lies in, of those that carry something. */
function under(own: ThingMark): ThingMark | undefined {
  const found = thingAt([(own.box[0] + own.box[2]) / 2, (own.box[1] + own.box[3]) / 2], [...stack(own.id), ...things.value.filter((t) => !carries(t)).map((t) => t.id)]);
  return found && area(found.box) > area(own.box) ? found : undefined;
}

/** Drop a thing onto what it stands on: the thing at a pixel, or the floor where there is none. */
export function dropOnto(id: string, at: Vec2): void {
  const on = thingAt(at, stack(id))?.id;
  setThing(id, { on, mount: undefined });
  say(on ? `${id} stands on ${on}` : `${id} stands on the floor`);
}

/** What a thing that was put elsewhere stands on: whoever stood on something stands on what is there now. */
export const carrier = (own: ThingMark): string | undefined => (own.on ? under(own)?.id ?? own.on : undefined);

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
  try { await sending; line.value = { a, b, ...(await post<{ metres: number; width: number }>("length", { a, b }))! }; } catch (error) { say((error as Error).message, true); }
}

/** What a line may measure: a side of the smallest thing that it runs across. */
export function measurable(a: Vec2, b: Vec2): ThingMark | undefined {
  const found = thingAt([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], []);
  if (!found) return undefined;
  const [wide, high] = [found.box[2] - found.box[0], found.box[3] - found.box[1]];
  const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return long > 0.5 * Math.min(wide, high) && long < 1.3 * Math.hypot(wide, high) ? found : undefined;
}

/** Which side of a thing a line most likely measures: the longer one, or the one across it. */
export function sideAlong(t: ThingMark, a: Vec2, b: Vec2): KnownSize["axis"] {
  const [wide, high] = [t.box[2] - t.box[0], t.box[3] - t.box[1]];
  const across = Math.abs(b[0] - a[0]) > Math.abs(b[1] - a[1]);
  return across === wide > high ? "length" : "depth";
}
export const SIDES: Record<KnownSize["axis"], string> = { length: "longer side", width: "width, along its front", depth: "depth, front to back", height: "height" };

/** The line that was drawn is so long: a side of a thing, or a line on the floor. The last word on the room's size is the one that counts. */
export function known(metres: number, of = "", axis: KnownSize["axis"] = "length"): void {
  const drawn = line.value;
  if (!drawn || !(metres > 0)) return;
  line.value = null;
  const { room_width, ...rest } = marks.value;
  if (room_width) say(`the room width of ${room_width} m is left out: the line says how large the room is`);
  if (of) {
    along.value = { ...along.value, [of + axis]: [drawn.a, drawn.b] };
    const others = (rest.known_sizes ?? []).filter((k) => k.of !== of || k.axis !== axis);
    change({ ...rest, known_sizes: [...others, { of, axis, metres }] });
  } else change({ ...rest, known_line: { from_px: drawn.a, to_px: drawn.b, metres } });
}

export async function build(): Promise<void> {
  working.value = "calling the team";
  try { await sending; location.href = `${base}room/${(await post<{ room: string }>("build", terms.value))!.room}/`; } catch (error) { say((error as Error).message, true); working.value = ""; }
}
