// The canvas with its world, its camera and its handles, and the picture laid over.
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Plane, Raycaster, Vector2, Vector3 } from "three";
import { draw } from "./bar";
import { Scrubber } from "./scrubber";
import { Handles, type Tool, type Wanted } from "./handles";
import type { PageCamera, Placed, SceneChange } from "./messages";
import { also, ask, camera, carried, chosenRoots, current, cutaway, dark, edit, hovered, objects, onScene, overlay, panel, past, pick, room, roomUrl, selected, status, wipe } from "./store";
import { type Frame, Stage } from "./stage";
import { World } from "./world";
import { duplicate, moveAll, remove } from "./actions";
import { Measure } from "./measure";
import { count } from "./geometry";

let world: World, stage: Stage, handles: Handles, measure: Measure;

export function focusOn(id: string): void {
  const row = objects.value.get(id);
  if (row) stage.look(new Vector3(...row.center), Math.max(...row.measured), (eye) => world.seen(row, eye));
}
export const hereOf = (): PageCamera => stage.here();

/** The point of the floor in the middle of the view, inside the room. */
export function floorPoint(): [number, number] {
  const state = room.value!, ray = new Raycaster();
  ray.setFromCamera(new Vector2(0, 0), stage.camera);
  const at = ray.ray.intersectPlane(new Plane(new Vector3(0, 0, 1), 0), new Vector3()) ?? new Vector3();
  const xs = state.floor.map((p) => p[0]), ys = state.floor.map((p) => p[1]);
  const clamp = (value: number, all: number[]) => Math.min(Math.max(...all) - 0.5, Math.max(Math.min(...all) + 0.5, value));
  return [clamp(at.x, xs), clamp(at.y, ys)];
}

async function carryOut({ tool, id, by, turn, factor }: Wanted): Promise<void> {
  const row = objects.value.get(id)!;
  const started = performance.now();
  let done = null;
  if (tool === "move" && chosenRoots().length > 1) done = await moveAll(by.x, by.y);
  else if (tool === "move") {
    const words: Array<string | number> = ["move", id];
    if (Math.hypot(by.x, by.y) > 5e-5) words.push("--by", by.x, by.y);
    if (Math.abs(by.z) > 5e-4) {
      const under = row.on ? objects.value.get(row.on)!.low[2] : 0;
      words.push("--z", Math.max(row.on ? -1 : 0, row.low[2] + by.z - under));
    }
    done = words.length > 2 ? await edit(...words) : null;
  } else if (tool === "turn") done = await edit("rotate", id, "--by", turn);
  else done = await edit("scale", id, "--size", ...row.size.map((side, k) => Math.max(0.005, side * factor.getComponent(k))));
  if (!done) for (const each of [id, ...chosenRoots()]) world.preview([each, ...carried(each)], null);
  test.edits.push(performance.now() - started);
}

/** The geometry of the room in force, as far as it was told. */
const now: SceneChange = { kind: "scene", version: 0, whole: true, things: {}, removed: [], looks: {} };
function note(change: SceneChange): void {
  if (change.whole) now.things = {};
  for (const id of change.removed) delete now.things[id];
  Object.assign(now.things, change.things);
  Object.assign(now.looks, change.looks);
  now.version = change.version;
}

/** For tests, and for curious people. */
const test = {
  edits: [] as number[],
  get world() { return world; },
  get stage() { return stage; },
  get handles() { return handles; },
  get measure() { return measure; },
  geometries: count,
  /** Where a thing's middle is on the page, pixels. */
  screen(id: string): [number, number] {
    const at = new Vector3(...objects.value.get(id)!.center).project(stage.camera), box = world.renderer.domElement.getBoundingClientRect();
    return [box.left + (at.x + 1) / 2 * box.width, box.top + (1 - at.y) / 2 * box.height];
  },
};
(window as unknown as { studio: typeof test }).studio = test;

export function Viewport() {
  const canvas = useRef<HTMLCanvasElement>(null), box = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const [tool, setTool] = useState<Tool>("move"), [measuring, setMeasuring] = useState(false);
  const label = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    world = new World(element, roomUrl);
    stage = new Stage(world, element, () => setFrame(stage.frame));
    handles = new Handles(world, stage, element, (wanted) => void carryOut(wanted), (text) => { status.value = text; });
    measure = new Measure(world, stage, label.current!, (text) => { status.value = text; setMeasuring(measure.on); });
    onScene((change) => { if (change.kind === "scene") note(change); if (change.kind !== "scene" || !past.value) world.take(change); });
    const observer = new ResizeObserver(() => { stage.resize(box.current!.clientWidth, box.current!.clientHeight); setFrame(stage.frame); });
    observer.observe(box.current!);
    let framed: Placed | null = null;
    const stops = [
      effect(() => {
        const state = room.value;
        if (!state) return;
        if (!past.peek()) world.light(state);
        stage.grown(framed, state);
        framed = state;
      }),
      effect(() => {
        const shown = past.value;
        if (shown) { world.light(shown.room); world.take(shown.room.scene, true); }
        else if (now.version && world.state && world.state !== room.peek()) { world.light(room.peek()!); world.take({ ...now, whole: true }); }
      }),
      effect(() => { world.background(dark.value ? "#2b2e33" : "#dfe1e4"); }),
      effect(() => { world.cutaway.on = cutaway.value; world.draw(); }),
      effect(() => { const mode = camera.value; if (room.peek()) stage.enter(mode, room.peek()!); }),
      effect(() => { world.select(selected.value, hovered.value, also.value); }),
      effect(() => { const row = past.value ? null : current.value; handles.attach(row, row ? carried(row.id) : [], row && also.value.length ? chosenRoots().filter((id) => id !== row.id).flatMap((id) => [id, ...carried(id)]) : []); }),
    ];
    const unlisten = listen(element, setTool);
    return () => { observer.disconnect(); unlisten(); for (const stop of stops) stop(); };
  }, []);
  const shown = frame && room.value?.picture && camera.value === "reference";
  return (
    <main class="viewport" ref={box}>
      <canvas ref={canvas} tabIndex={0} aria-label="The room in 3D" />
      {shown && <img class="over" src={`${roomUrl}input`} alt="The picture, laid over" draggable={false}
        style={{ left: `${frame.left}px`, top: `${frame.top}px`, width: `${frame.width}px`, height: `${frame.height}px`, opacity: overlay.value, clipPath: `inset(0 ${(1 - wipe.value) * 100}% 0 0)` }} />}
      <div class="tools" role="toolbar" aria-label="Handles">
        {([["move", "G"], ["turn", "R"], ["size", "S"]] as const).map(([name, key]) => (
          <button key={name} disabled={past.value !== null} aria-pressed={tool === name} title={`${name} (${key})`} onClick={() => { setTool(name); handles.choose(name); }}>{name}</button>
        ))}
        <button aria-pressed={measuring} title="measure between two points (M)" onClick={() => measure.turn(!measure.on)}>measure</button>
      </div>
      <span class="measured-label" ref={label} hidden />
      <Scrubber />
    </main>
  );
}

/** Pointer and keys; returns what takes it back. */
function listen(element: HTMLCanvasElement, setTool: (tool: Tool) => void): () => void {
  let down: [number, number] | null = null;
  const place = (event: PointerEvent): [number, number] => {
    const r = element.getBoundingClientRect();
    return [(event.clientX - r.left) / r.width * 2 - 1, 1 - (event.clientY - r.top) / r.height * 2];
  };
  element.addEventListener("pointerdown", (event) => {
    if (handles.click(event.button)) { down = null; return; }
    down = handles.over || event.button !== 0 ? null : [event.clientX, event.clientY];
  });
  element.addEventListener("pointerup", (event) => {
    if (!down || handles.busy || Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4) return;
    if (measure.on) { measure.click(...place(event)); down = null; return; }
    const id = world.pick(...place(event))?.object.userData.id as string | undefined;
    pick(id && id !== "room" ? id : null, event.shiftKey || event.ctrlKey || event.metaKey);
    down = null;
  });
  element.addEventListener("contextmenu", (event) => event.preventDefault());
  const keys = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest("input, select, textarea, .cm-editor")) return;
    if (handles.key(event)) { event.preventDefault(); setTool(handles.tool); return; }
    if (stage.step(event.key)) { event.preventDefault(); return; }
    if (shortcut(event)) event.preventDefault();
  };
  addEventListener("keydown", keys);
  return () => removeEventListener("keydown", keys);
}

function shortcut(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase(), id = past.value ? null : selected.value, state = room.value;
  if (!state) return false;
  if (past.value && ((event.ctrlKey || event.metaKey) || (event.shiftKey && key === "a"))) return false; // only looked at
  if ((event.ctrlKey || event.metaKey) && key === "a") { const [first, ...rest] = state.objects.map((o) => o.id); selected.value = first ?? null; also.value = rest; return true; }
  if ((event.ctrlKey || event.metaKey) && key === "z") { void ask({ do: event.shiftKey ? "redo" : "undo" }); return true; }
  if ((event.ctrlKey || event.metaKey) && key === "y") { void ask({ do: "redo" }); return true; }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  // The number pad by where its keys lie: without NumLock its point is "Delete", its 7 "Home".
  const ways: Record<string, Vector3> = { Numpad1: new Vector3(0, -1, 0.02), Numpad3: new Vector3(1, 0, 0.02), Numpad7: new Vector3(0, -0.001, 1) };
  if (event.code in ways) { camera.value = "orbit"; stage.along(ways[event.code]); return true; }
  if (event.code === "Numpad0" && state.views.some((view) => view.name === "reference")) { camera.value = "reference"; return true; }
  if (event.code === "NumpadDecimal") { if (id) focusOn(id); return true; }
  if (key === "m") { measure.turn(!measure.on); return true; }
  if (key === "escape" && measure.on) { measure.turn(false); return true; }
  if (event.shiftKey && key === "d" && id) { void duplicate(id); return true; }
  if (event.shiftKey && key === "a") { panel.value = "add"; return true; }
  if ((key === "x" || key === "delete") && id) { void remove(id); return true; }
  if (key === "escape") { if (panel.value) panel.value = ""; else pick(null); return true; }
  if (key === "f" && id) { focusOn(id); return true; }
  if (key === "home") { camera.value = "orbit"; stage.whole(state); return true; }
  if (key === "?") { panel.value = "help"; return true; }
  if (key === "f12") { void draw("lit", 800); return true; }
  return false;
}
