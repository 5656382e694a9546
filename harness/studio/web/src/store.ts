// What the page knows, as signals: panels follow them. The room itself is what the studio last said.
import { computed, signal } from "@preact/signals";
import { type Gone, Link, RefusedError } from "./link";
import type { Ask, Done, Earlier, EventRow, FindingRow, ObjectRow, Refused, RoomChange, RoomState, SceneChange, Pictures, Word } from "./messages";

export const base = document.body.dataset.base ?? "/";
export const room = signal<RoomState | null>(null);
export const selected = signal<string | null>(null);
/** What is selected beside it, with Shift. */
export const also = signal<string[]>([]);
export const hovered = signal<string | null>(null);
export const online = signal(true);
/** Why there is nothing to wait for: the address is of a studio that ended, or of no room. */
export const gone = signal<Gone>("");
export const busy = signal("");
export const findings = signal<FindingRow[] | null>(null);
/** Code that was refused: typed here, or written into scene.py elsewhere. */
export const refused = signal<Refused | null>(null);
export const outside = signal<Refused | null>(null);
export const toast = signal<{ text: string; bad: boolean } | null>(null);
export const status = signal("");
export const camera = signal<string>("orbit");
export const overlay = signal(0.5);
export const wipe = signal(1);
export const cutaway = signal(true);
/** A picture over the room: one that was drawn, or one of the conversation. */
export const drawn = signal<{ url: string; name: string; said?: boolean; fine?: boolean } | null>(null);
export const panel = signal<"" | "help" | "findings" | "export" | "add" | "history">("");
export const events = signal<EventRow[]>([]);
export const live = signal(false);
/** Seconds that the team will likely still take. */
export const left = signal<number | null>(null);
export const fault = signal("");
/** A recorded run is played again: nobody is there to hear a word. */
export const playback = signal(false);
/** There is a picture of what the team begins with. */
export const begins = signal(false);
/** What the right side shows. */
export const side = signal<"edit" | "team">("edit");
/** An earlier version that one looks at, instead of the one in force. */
export const past = signal<{ version: number; room: Earlier } | null>(null);
export const dark = signal(localStorage.getItem("theme") ? localStorage.getItem("theme") !== "light" : !matchMedia("(prefers-color-scheme: light)").matches);
/** An edit has been tried for a second and more. */
export const slow = signal(false);

export const objects = computed(() => new Map((room.value?.objects ?? []).map((o) => [o.id, o])));
export const current = computed<ObjectRow | null>(() => (selected.value && objects.value.get(selected.value)) || null);

/** What carries what: everything on an object, however deep. */
export function carried(id: string): string[] {
  const found: string[] = [];
  for (const o of room.value?.objects ?? []) if (o.on === id || (o.on && found.includes(o.on))) found.push(o.id);
  return found;
}

/** Everything that is selected but what another selected thing carries. */
export function chosenRoots(): string[] {
  const all = [selected.value, ...also.value].filter((id): id is string => id !== null && objects.value.has(id));
  const under = new Set(all.flatMap(carried));
  return all.filter((id) => !under.has(id));
}

/** Select a thing, alone or with Shift beside what is selected. */
export function pick(id: string | null, more = false): void {
  if (!more || !selected.value) { selected.value = id; also.value = []; return; }
  if (id === null || id === selected.value) return;
  also.value = also.value.includes(id) ? also.value.filter((other) => other !== id) : [...also.value, id];
}

let link: Link | null = null;
/** What was told last of the room's rows. Its geometry follows at once: both are shown in one frame. */
let told: RoomState | null = null;
export let roomUrl = "";
const scenes: Array<(change: SceneChange | Pictures) => void> = [];
/** What was told before anything here could draw it: the studio may answer before the first frame. */
let unheard: Array<SceneChange | Pictures> = [];
export function onScene(hear: (change: SceneChange | Pictures) => void): void {
  scenes.push(hear);
  for (const change of unheard) hear(change);
  unheard = [];
}

export function open(key: string): void {
  roomUrl = `${base}room/${key}/`;
  link = new Link(roomUrl, (said) => {
    switch (said.kind) {
      case "room": told = said; break;
      case "changed": {
        const before = told ?? room.value;
        if (before?.serial === said.base) told = changed(before, said);
        else link!.again(); // something went by unheard: everything is told to who comes anew
        break;
      }
      case "scene": case "pictures":
        if (said.kind === "scene" && told) { take(told); told = null; }
        if (!scenes.length) unheard.push(said);
        for (const hear of scenes) hear(said);
        break;
      case "findings": findings.value = said.findings; break;
      case "events":
        if (!room.value && !events.value.length && (said.live || (said.fault && !said.events.length))) side.value = "team";
        events.value = said.first ? [...events.value.slice(0, said.first), ...said.events] : said.events;
        live.value = said.live;
        left.value = said.left;
        fault.value = said.fault;
        playback.value = said.playing;
        begins.value = said.shows;
        break;
      case "busy": busy.value = said.what; break;
      case "refused": outside.value = said; break;
    }
  }, (on, why) => { online.value = on; gone.value = why; });
}

function take(state: RoomState): void {
  room.value = state;
  outside.value = null;
  const gone = also.value.filter((id) => !state.objects.some((o) => o.id === id));
  if (gone.length) also.value = also.value.filter((id) => !gone.includes(id));
  if (selected.value && !state.objects.some((o) => o.id === selected.value) && !(selected.value in state.lines)) selected.value = null;
}

/** The state that a change makes; rows that stay the same stay the same objects. */
function changed(before: RoomState, { serial, text, objects: fresh, order, rest }: RoomChange): RoomState {
  const rows = new Map(before.objects.map((o) => [o.id, o]));
  for (const row of fresh) rows.set(row.id, row);
  const lines = text ? before.text.split("\n") : [];
  if (text) lines.splice(text[0], text[1], ...text[2]);
  return { ...before, ...rest, serial, text: text ? lines.join("\n") : before.text, objects: (order ?? before.objects.map((o) => o.id)).map((id) => rows.get(id)!) };
}

/** Ask, and say so when it is refused; null then. */
export async function ask(wanted: Ask): Promise<Done | null> {
  const stop = ["edit", "edits", "text", "undo", "redo", "discard"].includes(wanted.do) ? begun() : () => {};
  try {
    return await link!.ask(wanted);
  } catch (error) {
    if (error instanceof RefusedError && error.refused.line && wanted.do === "text") refused.value = error.refused;
    else say((error as Error).message, true);
    return null;
  } finally { stop(); }
}

const SLOW = 1000;
let tried = 0;
/** An edit is tried: said once it takes its time; returns what ends it. */
function begun(): () => void {
  tried++;
  const timer = window.setTimeout(() => { slow.value = true; }, SLOW);
  return () => { clearTimeout(timer); if (!--tried) slow.value = false; };
}

let looking = 0;
/** Look at an earlier version; null: at the room as it is. */
export async function back(version: number | null): Promise<void> {
  const turn = ++looking;
  if (version === null || version === room.value?.version) { past.value = null; return; }
  const done = await ask({ do: "back", version });
  if (done && turn === looking) past.value = { version, room: done.data as Earlier };
}

export const edit = (...words: Array<string | number>): Promise<Done | null> => ask({ do: "edit", words: words.map(word) });
/** Several edits as one step. */
export const edits = (all: Array<Array<string | number>>): Promise<Done | null> => ask({ do: "edits", edits: all.map((words) => words.map(word)) });
const word = (value: string | number): string => typeof value === "number" ? String(Math.round(value * 1e4) / 1e4) : value;

let fading = 0;
export function say(text: string, bad = false): void {
  toast.value = { text, bad };
  clearTimeout(fading);
  fading = window.setTimeout(() => { toast.value = null; }, bad ? 9000 : 3500);
}

export async function words(query: string): Promise<Word[]> {
  const done = await ask({ do: "words", query });
  return (done?.data ?? []) as Word[];
}

/** A name that nothing has yet; it is put among those that are taken. */
export function freeId(category: string, taken = new Set<string>()): string {
  const stem = category.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "") || "thing";
  let n = 1;
  while (objects.value.has(`${stem}_${n}`) || taken.has(`${stem}_${n}`)) n++;
  taken.add(`${stem}_${n}`);
  return `${stem}_${n}`;
}
