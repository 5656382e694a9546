// A run played back: the room as it stood at each moment of its transcript.
import { computed, effect, signal } from "@preact/signals";
import type { EventRow } from "./messages";
import { saidTwice } from "./said";
import { back, events, past, room } from "./store";

/** What is worth a stop: what somebody said or decided, and every accepted version. */
const moments = computed(() => events.value.filter((row, k) => row.text && !saidTwice(events.value, k) && !["tool_call", "model_call", "model_error", "checkpoint", "run"].includes(row.what)));
/** Which of them one looks at; null: now. */
export const moment = signal<number | null>(null);
const playing = signal(false);
let waiting = 0;

/** The version in force at a moment. */
function versionAt(at: number): number | null {
  const seq = moments.value[at]?.seq ?? 0;
  let found: number | null = null;
  for (const row of events.value) if (row.seq <= seq && row.version !== null) found = row.version;
  return found;
}

export const momentRow = computed<EventRow | null>(() => (moment.value === null ? null : moments.value[moment.value] ?? null));

export function go(at: number | null): void {
  moment.value = at;
  clearTimeout(waiting);
  if (at === null) { playing.value = false; void back(null); return; }
  const version = versionAt(at);
  if (version !== null && version !== past.value?.version) waiting = window.setTimeout(() => void back(version), 120);
}

let step = 0;
effect(() => {
  clearTimeout(step);
  const at = moment.value;
  if (!playing.value || at === null) return;
  if (at >= moments.peek().length - 1) { playing.value = false; return; }
  const settled = versionAt(at) === null || past.value?.version === versionAt(at);
  step = window.setTimeout(() => { if (playing.peek()) go(at + 1); }, settled ? 900 : 4000); // not past what is still on its way
});

export function Scrubber() {
  const list = moments.value;
  if (!list.some((row) => row.version !== null)) return null;
  const at = moment.value, row = momentRow.value, version = at === null ? room.value?.version : versionAt(at);
  const play = () => { if (playing.value) { playing.value = false; return; } if (at === null || at >= list.length - 1) go(0); playing.value = true; };
  return (
    <div class="scrubber" role="group" aria-label="The run played back">
      <button aria-label={playing.value ? "Hold" : "Play the run"} onClick={play}>{playing.value ? "❚❚" : "▶"}</button>
      <input type="range" min="0" max={list.length - 1} value={at ?? list.length - 1} aria-label="Moment of the run" aria-valuetext={row ? `${row.who || row.what}: ${row.text.slice(0, 80)}` : "now"}
        onInput={(event) => { playing.value = false; go(Number(event.currentTarget.value)); }} />
      <span class="when">{row ? <><b>{row.who || row.what}</b> {row.stage} {row.text.slice(0, 90)}</> : "now"}</span>
      <small>{version ? `version ${version}` : "no room yet"}</small>
      <button class="main" disabled={at === null} onClick={() => go(null)}>Back to now</button>
    </div>
  );
}
