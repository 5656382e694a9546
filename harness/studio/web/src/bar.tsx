// The line above: where one is, undo, where one looks from, what is laid over, what is taken away.
import { ask, base, busy, camera, cutaway, dark, events, live, side, overlay, panel, past, room, roomUrl, wipe, drawn } from "./store";
import { hereOf } from "./viewport";
import type { Made } from "./messages";
import { signal } from "@preact/signals";

/** Seconds that a million samples took when a picture was drawn last, and that the one being drawn will likely take. */
let pace = 0;
export const expected = signal<number | null>(null);
/** Samples of each pixel, as the renderer has them. */
const SAMPLES = { lit: 2, final: 8 };

export async function draw(quality: "lit" | "final", width: number): Promise<void> {
  busy.value = "picture"; // at once: the studio's own word comes a moment later
  const named = camera.value !== "orbit" && camera.value !== "walk";
  const samples = width * width * hereOf().high * SAMPLES[quality] / 1e6, started = performance.now();
  expected.value = pace ? pace * samples : null;
  const done = await ask({ do: "render", quality, width, ...(named ? { view: camera.value } : { camera: hereOf() }) });
  const made = done?.data as Made | undefined;
  if (busy.value === "picture") busy.value = "";
  if (!made) return;
  pace = (performance.now() - started) / 1e3 / samples;
  drawn.value = { url: `${roomUrl}made/${made.file}`, name: made.file, fine: quality === "final" };
}

export function Bar() {
  const state = room.value;
  const toggle = (name: typeof panel.value) => { panel.value = panel.value === name ? "" : name; };
  const overlaid = state?.picture && camera.value === "reference";
  return (
    <header class="bar">
      <a href={base} title="All rooms" aria-label="All rooms"><img src={`${base}page/icon.svg`} alt="" /></a>
      <h1 class="name" title={state?.name}>{state?.name ?? "Room"}</h1>
      <span class="group">
        <button disabled={!state?.undo || past.value !== null} title="Undo (Ctrl-Z)" onClick={() => void ask({ do: "undo" })}>Undo</button>
        <button disabled={!state?.redo || past.value !== null} title="Redo (Ctrl-Shift-Z)" onClick={() => void ask({ do: "redo" })}>Redo</button>
        <button aria-expanded={panel.value === "history"} onClick={() => toggle("history")}>History</button>
      </span>
      <button class="main" disabled={!state || past.value !== null} aria-expanded={panel.value === "add"} title="Add a thing (Shift-A)" onClick={() => toggle("add")}>Add</button>
      {(events.value.length > 0 || live.value) && <span class="group" role="group" aria-label="What the right side shows">
        <button aria-pressed={side.value === "edit"} onClick={() => { side.value = "edit"; }}>Edit</button>
        <button aria-pressed={side.value === "team"} onClick={() => { side.value = "team"; }}>Team</button>
      </span>}
      <span class="grow" />
      <label class="field">Look
        <select id="camera" value={camera.value} onChange={(event) => { camera.value = event.currentTarget.value; }}>
          <option value="orbit">around the room</option>
          <option value="walk">walk</option>
          {state?.views.map((view) => <option key={view.name} value={view.name}>{view.name === "reference" && state.picture ? "the picture's camera" : view.name}</option>)}
        </select>
      </label>
      {overlaid && <label class="field">Picture <input type="range" min="0" max="1" step="0.02" value={overlay.value} aria-label="How much of the picture shows" onInput={(event) => { overlay.value = Number(event.currentTarget.value); }} /></label>}
      {overlaid && <label class="field">Wipe <input type="range" min="0" max="1" step="0.01" value={wipe.value} aria-label="Where the picture ends" onInput={(event) => { wipe.value = Number(event.currentTarget.value); }} /></label>}
      <label class="field check" title="Walls that are in the way are not shown"><input type="checkbox" checked={cutaway.value} onChange={(event) => { cutaway.value = event.currentTarget.checked; }} /> hide walls</label>
      <span class="group">
        <button disabled={!state || busy.value === "picture"} title="Draw this view with real light (F12)" onClick={() => void draw("lit", 800)}>{busy.value === "picture" ? "Drawing …" : "Draw"}</button>
        <button aria-expanded={panel.value === "export"} onClick={() => toggle("export")}>Take away</button>
      </span>
      <button class="plain" title="Light or dark" aria-label="Light or dark" onClick={() => { dark.value = !dark.value; }}>{dark.value ? "☀" : "☾"}</button>
      <button class="plain" title="Keys" aria-label="Keys" onClick={() => toggle("help")}>?</button>
    </header>
  );
}
