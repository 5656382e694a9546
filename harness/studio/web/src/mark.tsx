// Marking a picture: boxes with names, the floor, one length; then the team builds it.
import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { add, along, build, change, chosen, draft, drawn, type KnownSize, known, line, marks, measurable, name, openings, plan, remove, setThing, sideAlong, SIDES, size, step, things, type ThingMark, type Tool, tool, working, wrong } from "./marks";
import { help, MarkKeys } from "./mark_keys";
import type { Known } from "./messages";
import { fetchNames, find, vocabulary } from "./names";
import { closeClicked, Sheet } from "./sheet";
import { large, SketchView } from "./sketch";
import { TermsForm } from "./terms";
import { Tile } from "./tile";
import { base, dark, say, toast } from "./store";

const TOOLS: Array<[Tool, string, string, string]> = [
  ["pick", "Pick", "v", "choose, move and size what is marked; the wheel comes nearer"], ["box", "Box", "b", "draw a box around a thing; or N for one in the middle: arrows move it, with Shift they size it"], ["outline", "Outline", "o", "click a thing: its outline is found"],
  ["floor", "Floor", "f", "click its corners one by one (Enter closes), or drag over it"], ["top", "Wall tops", "t", "the inner edge of the walls' tops: click its corners (Enter closes), or drag"],
  ["door", "Door", "d", "drag along the foot of its wall"], ["window", "Window", "w", "drag along the foot of its wall"], ["length", "Length", "l", "drag along something whose length you know"],
];

const ARROWS: Record<string, [number, number]> = { arrowleft: [-1, 0], arrowright: [1, 0], arrowup: [0, -1], arrowdown: [0, 1] };

export function MarkPage() {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if ((event.target as HTMLElement).closest("input, select")) return;
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && key === "z") step(event.shiftKey ? "redo" : "undo");
      else if (event.ctrlKey || event.metaKey) return;
      else if (key === "?") help.value = !help.value;
      else if (/^[a-z]$/.test(key) && things.value.some((t) => t.id === chosen.value && t.category === "unknown")) {
        const field = document.querySelector<HTMLInputElement>(".naming"); // what was just drawn is being named
        if (field && field.dataset.of === chosen.value) { field.focus(); return; } // the letter goes where the focus is by then
        early.value = { of: chosen.value!, letters: (early.value.of === chosen.value ? early.value.letters : "") + event.key };
      }
      else if ((key === "x" || key === "delete") && chosen.value) remove(chosen.value);
      else if (key === "enter" && closeClicked(true)) { /* the corners that were clicked are the floor */ }
      else if (key === "escape") { if (!closeClicked(false)) chosen.value = null; }
      else if (key === "n" && size.value) { const [w, h] = size.value; add([w * 0.45, h * 0.45, w * 0.55, h * 0.55]); }
      else if (ARROWS[key]) {
        const t = things.value.find((each) => each.id === chosen.value), [dx, dy] = ARROWS[key], far = event.altKey ? 10 : 2;
        if (!t) return;
        const [x0, y0, x1, y1] = t.box, moved: typeof t.box = event.shiftKey ? [x0, y0, Math.max(x0 + 2, x1 + dx * far), Math.max(y0 + 2, y1 + dy * far)] : [x0 + dx * far, y0 + dy * far, x1 + dx * far, y1 + dy * far];
        const [w, h] = size.value!;
        if (moved[0] >= 0 && moved[1] >= 0 && moved[2] <= w && moved[3] <= h) setThing(t.id, { box: moved, outline: undefined });
      }
      else { const found = TOOLS.find(([, , letter]) => letter === key); if (!found) return; tool.value = found[0]; }
      event.preventDefault();
    };
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, []);
  const unnamed = things.value.filter((t) => t.category === "unknown").length;
  return (
    <div class={large.value ? "mark large" : "mark"}>
      <header class="bar">
        <a href={base} title="All rooms" aria-label="All rooms"><img src={`${base}page/icon.svg`} alt="" /></a>
        <h1 class="name">Mark the picture</h1>
        <span class="group" role="toolbar" aria-label="Tools">{TOOLS.map(([way, label, key, what]) => <button key={way} aria-pressed={tool.value === way} title={`${what} (${key.toUpperCase()})`} onClick={() => { tool.value = way; }}>{label}</button>)}</span>
        <span class="grow" />
        <button class="plain" aria-label="Light or dark" onClick={() => { dark.value = !dark.value; }}>{dark.value ? "☀" : "☾"}</button>
        <button class="plain" title="Keys (?)" aria-label="Keys" aria-expanded={help.value} onClick={() => { help.value = !help.value; }}>?</button>
      </header>
      <main class="table"><p class="hint quiet">{TOOLS.find(([way]) => way === tool.value)![3]}</p>{size.value ? <Sheet /> : <p class="quiet">Fetching the picture and its marks …</p>}</main>
      <MarkKeys />
      <SketchView />
      <aside class="right single"><div class="inspector">
        <Size />
        {chosen.value && <Chosen key={chosen.value} />}
        <h3>{things.value.length} {things.value.length === 1 ? "thing" : "things"}{unnamed ? `, ${unnamed} without a name` : ""}</h3>
        <div class="marked">{things.value.map((t) => <button key={t.id} class="link" aria-pressed={chosen.value === t.id} onClick={() => { chosen.value = t.id; tool.value = "pick"; }}>{t.category === "unknown" ? <i class="bad">no name</i> : t.category} <small>{t.on ? `on ${t.on}` : t.id}</small></button>)}
          {openings.value.map((o) => <button key={o.id} class="link" aria-pressed={chosen.value === o.id} onClick={() => { chosen.value = o.id; tool.value = "pick"; }}>{o.kind} <small>{o.id}</small></button>)}</div>
        {drawn.value && Object.entries(drawn.value.left).map(([id, why]) => <p key={id} class="bad">{id} is not placed: {why}</p>)}
        {plan.value?.strange.map((text) => <p key={text} class="bad">{text}</p>)}
        {plan.value && plan.value.doubts.length > 0 && <><h3>In doubt</h3><ul class="doubts">{plan.value.doubts.map((text) => <li key={text}>{text}</li>)}</ul></>}
      </div></aside>
      <footer>
        <button onClick={() => void draft()} disabled={working.value !== ""} title="Our own small reader marks what it recognises; correct it">Draft by our reader</button>
        <span class="status" role="status">{wrong.value ? <span class="bad">{wrong.value}</span> : working.value ? <span class="busy">{working.value} …</span> : things.value.length ? "" : "Draw a box around each thing and say what it is."}</span>
        <span class="grow" />
        <TermsForm />
        <button class="main" disabled={!things.value.length || working.value !== ""} onClick={() => void build()}>Build the room</button>
      </footer>
      {toast.value && <div class={toast.value.bad ? "toast bad" : "toast"} role="status">{toast.value.text}</div>}
    </div>
  );
}

/** Letters of a name that came before there was a field for them. */
const early = signal<{ of: string; letters: string }>({ of: "", letters: "" });

const REGIONS: Array<[Tool, "floor_px" | "wall_top_px", string]> = [["floor", "floor_px", "floor"], ["top", "wall_top_px", "wall tops"]];
const AXES: KnownSize["axis"][] = ["length", "width", "depth"];

function Size() {
  const now = plan.value, [metres, setMetres] = useState(""), [side, setSide] = useState<{ line: unknown; of: string }>({ line: null, of: "" });
  const own = line.value ? measurable(line.value.a, line.value.b) : undefined;
  const likely = own && line.value ? sideAlong(own, line.value.a, line.value.b) : "";
  const of = side.line === line.value ? side.of : likely; // said of this line, not of one before
  const { known_line, known_sizes } = marks.value;
  const resize = (old: KnownSize, metres?: number) => change({ ...marks.value, known_sizes: known_sizes!.flatMap((k) => (k !== old ? [k] : metres ? [{ ...k, metres }] : [])) });
  return (
    <>
      <header><strong class="title">The room</strong></header>
      {now ? <p class="plan">{now.width.toFixed(2)} × {now.depth.toFixed(2)} m, {now.height.toFixed(2)} m high <small>± {Math.round(now.sure * 100)} %: {now.scale}</small></p>
        : marks.value.floor_px ? <p class="quiet">{wrong.value ? "The marks of floor and walls fit no camera: what is wrong is said below." : "Working out the metres …"}</p>
        : <p class="quiet">Mark the floor, and one length: then everything has metres. Without them the team finds the floor itself.</p>}
      {REGIONS.map(([way, key, what]) => tool.value === way && marks.value[key] && <p key={key} class="actions"><button class="danger" onClick={() => change({ ...marks.value, [key]: undefined })}>Take the {what} out</button></p>)}
      {line.value && (
        <form class="length-form" onSubmit={(event) => { event.preventDefault(); const given = lengthOf(metres, "the line"); if (given === null) return; known(given, of ? own?.id : "", of ? of as KnownSize["axis"] : "length"); setMetres(""); }}>
          <label>This line is <input autofocus inputMode="decimal" aria-label="Length of the line, m" placeholder={line.value.metres.toFixed(2)} value={metres} onInput={(event) => setMetres(event.currentTarget.value)} /> m</label>
          {own && <select aria-label="What the line measures" value={of} onChange={(event) => setSide({ line: line.value, of: event.currentTarget.value })}>{AXES.map((axis) => <option key={axis} value={axis}>{own.id}: {SIDES[axis]}</option>)}<option value="">a length on the floor</option></select>}
          <button class="main">Take it</button>
          <button type="button" aria-label="Forget the line" onClick={() => { line.value = null; }}>✕</button>
        </form>
      )}
      {known_line && <Length label="line on the floor" value={known_line.metres} write={(metres) => change({ ...marks.value, known_line: metres ? { ...known_line, metres } : undefined })} />}
      {known_sizes?.map((k) => <Length key={k.of + k.axis} label={`${k.of}: ${SIDES[k.axis]}`} value={k.metres} write={(metres) => { if (!metres) { const { [k.of + k.axis]: _, ...rest } = along.value; along.value = rest; } resize(k, metres); }} />)}
      <Given label="room width" value={marks.value.room_width} holder={now ? now.width.toFixed(2) : undefined} write={(room_width) => change({ ...marks.value, room_width, ...(room_width ? { known_line: undefined } : {}) })} />
      <Given label="wall height" value={marks.value.wall_height} write={(wall_height) => change({ ...marks.value, wall_height })} />
    </>
  );
}

/** A length that is known: it can be said anew, and forgotten. */
function Length({ label, value, write }: { label: string; value: number; write(value?: number): void }) {
  return (
    <div class="known-length">
      <Given label={label} value={value} write={(metres) => { if (metres) write(metres); }} />
      <button aria-label={`Forget the ${label}`} title="forget it" onClick={() => write()}>✕</button>
    </div>
  );
}

/** Metres below which nothing that is marked is, and above which no room. */
const LEAST = 0.01, MOST = 100;

/** A length as it was typed, metres; null, and said, where it is none. */
function lengthOf(typed: string, what: string, least = LEAST): number | null {
  const given = Number(typed.trim().replace(",", "."));
  if (typed.trim() && Number.isFinite(given) && given >= least && given <= MOST) return given;
  say(`${what}: ${typed.trim() || "nothing"} is no length from ${least} to ${MOST} m; nothing has changed`, true);
  return null;
}

/** A length that may be known. */
function Given({ label, value, write, holder }: { label: string; value?: number; write(value?: number): void; holder?: string }) {
  return (
    <>
      <label class="number wide"><span>{label}</span><input inputMode="decimal" aria-label={`${label}, m`} value={value ?? ""} placeholder={holder ?? (label.length > 12 ? "?" : "unknown")} onChange={(event) => {
        const field = event.currentTarget;
        if (!field.value.trim()) { write(undefined); field.value = value === undefined ? "" : String(value); return; }
        const given = lengthOf(field.value, label, label === "above the floor" ? 0 : LEAST);
        if (given === null) field.value = value === undefined ? "" : String(value);
        else write(given);
      }} /><i>m</i></label>
    </>
  );
}

function Chosen() {
  const t = things.value.find((each) => each.id === chosen.value);
  if (!t && !openings.value.some((o) => o.id === chosen.value)) return null;
  if (!t) return <p class="actions"><button class="danger" onClick={() => remove(chosen.value!)}>Take {chosen.value} out</button></p>;
  return (
    <>
      <h3>{t.id}</h3>
      <Naming t={t} />
      <div class="grid">
        <label class="category">on <select aria-label="What it stands on" value={t.on ?? ""} onChange={(event) => setThing(t.id, { on: event.currentTarget.value || undefined })}>
          <option value="">{t.mount === "wall" ? "a wall" : t.mount === "ceiling" ? "the ceiling" : "the floor"}</option>
          {things.value.filter((other) => other.id !== t.id).map((other) => <option key={other.id} value={other.id}>{other.id}</option>)}
        </select></label>
        <label class="category">hangs <select aria-label="What it is fixed to" value={t.mount ?? ""} onChange={(event) => setThing(t.id, { mount: event.currentTarget.value || undefined })}>
          <option value="">as usual</option><option value="floor">floor</option><option value="wall">wall</option><option value="ceiling">ceiling</option>
        </select></label>
      </div>
      <div class="grid">
        <Given label="height" value={t.height} write={(height) => setThing(t.id, { height })} />
        <Given label="above the floor" value={t.elevation} write={(elevation) => setThing(t.id, { elevation })} />
      </div>
      <p class="quiet">Its front faces {t.facing === undefined ? "as the room says; drag the arrow to say it" : `${t.facing}°`}. What it stands on: {tool.value === "pick" ? "" : "with Pick, "}drag the square below it there.</p>
      <p class="actions"><button class="danger" onClick={() => remove(t.id)} title="X">Take out</button></p>
    </>
  );
}

function Naming({ t }: { t: ThingMark }) {
  const [text, setText] = useState(() => (t.category !== "unknown" ? t.category : early.peek().of === t.id ? early.peek().letters : ""));
  const box = useRef<HTMLInputElement>(null), strange = plan.value?.strange.find((line) => line.startsWith(`${t.id}:`));
  useLayoutEffect(() => { // at once, not with the next frame: the first letter of the name may be on its way
    const field = box.current;
    if (t.category !== "unknown" || !field) return;
    field.focus();
    const { of, letters } = early.peek();
    if (of === t.id) { setText(letters); early.value = { of: "", letters: "" }; field.setSelectionRange(letters.length, letters.length); }
  }, []);
  const [refused, setRefused] = useState("");
  const take = (known: Known) => { setRefused(""); name(t.id, known); };
  const enter = async (typed: string) => {
    if (!typed.trim()) { box.current?.blur(); return; }
    if (!vocabulary.value.length) await fetchNames();
    const [first] = find(typed);
    if (!first || first.how === "near") { setRefused(typed.trim()); return; } // it stays nameless, and the field stays open
    if (first.how === "typo") say(`“${typed.trim()}” is read as ${first.called}${first.called === first.known.name ? "" : `, a ${first.known.name}`}`);
    if (chosen.value === t.id) box.current?.blur();
    take(first.known);
  };
  return (
    <>
      <input ref={box} class="naming" data-of={t.id} aria-label="What it is" aria-invalid={refused !== ""} placeholder="What is it?" value={text} onInput={(event) => { setText(event.currentTarget.value); setRefused(""); }}
        onKeyDown={(event) => { if (event.key === "Enter") void enter(text); if (event.key === "Escape") event.currentTarget.blur(); }} />
      {(refused || strange) && <p class="bad" role="alert">{refused ? `“${refused}” is nothing that I know. Click what comes nearest, or give it a usual name.` : strange}</p>}
      {text !== t.category && <div class="offers">{find(text).map(({ known, called }) => <button key={known.name} class="offer" onClick={() => take(known)}><Tile word={known.word} wide={34} />{known.name}{called !== known.name && <small> {called}</small>}</button>)}</div>}
    </>
  );
}
