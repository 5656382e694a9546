// What is selected: its name, size, place, the parameters of its word, what it wears; or the room's own light.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { duplicate, remove } from "./actions";
import type { LightRow, MaterialRow, ObjectRow, Parameter, Word } from "./messages";
import { also, current, edit, edits, past, room, say, selected, words } from "./store";
import { go } from "./scrubber";
import { focusOn } from "./viewport";

export function Inspector() {
  const row = current.value;
  return (
    <section class="inspector" aria-label="What is selected">
      {past.value ? <Past version={past.value.version} /> : also.value.length ? <Several /> : row ? <Thing row={row} key={row.id} /> : selected.value ? <Shell id={selected.value} /> : <Whole />}
    </section>
  );
}

function Several() {
  const ids = [...(selected.value ? [selected.value] : []), ...also.value];
  return (
    <>
      <header><strong class="title">{ids.length} things</strong></header>
      <p class="quiet">{ids.slice(0, 12).join(", ")}{ids.length > 12 ? ` and ${ids.length - 12} more` : ""}. They move, double and go in one step.</p>
      <p class="actions">
        <button disabled={!selected.value} onClick={() => void duplicate(selected.value!)} title="Shift-D">Duplicate</button>
        <button class="danger" disabled={!selected.value} onClick={() => void remove(selected.value!)} title="X">Take out</button>
      </p>
    </>
  );
}

function Past({ version }: { version: number }) {
  return (
    <>
      <header><strong class="title">Version {version} of the run</strong></header>
      <p class="quiet">The room as it stood then, to look at: nothing of it can be changed.</p>
      <p class="actions"><button class="main" onClick={() => go(null)}>Back to now</button></p>
    </>
  );
}

/** A number that is written when one leaves the field or presses Enter; what cannot be is said, and what stands comes back. */
function Field({ label, value, unit = "m", digits = 3, least = -Infinity, write }: { label: string; value: number; unit?: string; digits?: number; least?: number; write(value: number): Promise<unknown> }) {
  const shown = String(Number(value.toFixed(digits)));
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const done = () => {
    const number = Number(text.replace(",", "."));
    if (text === shown) return;
    if (text.trim() === "" || !Number.isFinite(number) || number < least) {
      say(`${label}: ${text.trim() || "nothing"} is no ${least > 0 ? `length of at least ${least} m` : "number"}; it stays ${shown} ${unit}`, true);
      setText(shown);
    } else if (number !== Number(shown)) void write(number).then((done) => { if (!done) setText(shown); });
  };
  return (
    <label class="number"><span>{label}</span>
      <input inputMode="decimal" aria-label={`${label}, ${unit}`} value={text} onInput={(event) => setText(event.currentTarget.value)} onBlur={done}
        onKeyDown={(event) => { if (event.key === "Enter") done(); if (event.key === "Escape") setText(shown); }} />
      <i>{unit}</i>
    </label>
  );
}

function Thing({ row }: { row: ObjectRow }) {
  const [x, y, z] = [row.center[0], row.center[1], row.low[2]];
  const id = row.id;
  const under = row.on ? room.value!.objects.find((o) => o.id === row.on)?.low[2] ?? 0 : 0;
  return (
    <>
      <header>
        <Name id={id} /><Category row={row} />
      </header>
      {row.on && <p class="quiet">stands on <button class="link" onClick={() => { selected.value = row.on; }}>{row.on}</button></p>}
      <h3>Place</h3>
      <div class="grid">
        <Field label="x" value={x} write={(v) => edit("move", id, "--by", v - x, 0)} />
        <Field label="y" value={y} write={(v) => edit("move", id, "--by", 0, v - y)} />
        <Field label="z" value={z} write={(v) => edit("move", id, "--z", v - under)} />
        <Field label="facing" unit="°" digits={1} value={row.world_yaw} write={(v) => edit("rotate", id, "--to", v)} />
      </div>
      <h3>Size</h3>
      <div class="grid three">
        {(["w", "d", "h"] as const).map((label, k) => (
          <Field key={label} label={label} value={row.size[k]} least={0.005} write={(v) => edit("scale", id, "--size", ...row.size.map((s, n) => (n === k ? v : s)))} />
        ))}
      </div>
      {row.parameters.length > 0 && <><h3>{row.word.replace(/_/g, " ")}</h3><div class="parameters">{row.parameters.map((p) => <Control key={p.name} id={id} p={p} />)}</div></>}
      <h3>Materials</h3>
      {Object.values(row.slots).some((name) => sharers(name, id).length > 0) && <p class="reach" role="group" aria-label="Whom a new colour is for">a new colour is for
        <span class="group"><button aria-pressed={!forAll.value} title="It gets a material of its own; the others keep theirs" onClick={() => { forAll.value = false; }}>this one</button>
          <button aria-pressed={forAll.value} onClick={() => { forAll.value = true; }}>all that share it</button></span></p>}
      <div class="slots">{Object.entries(row.slots).map(([slot, name]) => <Slot key={slot} id={id} slot={slot} name={name} />)}</div>
      <p class="actions">
        <button onClick={() => focusOn(id)} title="F">Look at it</button>
        <button onClick={() => void duplicate(id)} title="Shift-D">Duplicate</button>
        <button onClick={() => void copyLines(row)} title="Its lines of the program, to the clipboard">Copy lines</button>
        <button class="danger" onClick={() => void remove(id)} title="X">Take out</button>
      </p>
    </>
  );
}

async function copyLines(row: ObjectRow): Promise<void> {
  const all = room.value!.text.split("\n"), own = row.lines.map(([first, last]) => all.slice(first - 1, last).join("\n"));
  try { await navigator.clipboard.writeText(`${own.join("\n")}\n`); say(`${own.length === 1 ? "its line is" : "its lines are"} on the clipboard`); } catch { say("the browser does not let the page use the clipboard", true); }
}

function Name({ id }: { id: string }) {
  const [text, setText] = useState(id);
  const done = async () => { if (text !== id && text.trim()) { if (await edit("rename", id, text.trim())) selected.value = text.trim(); else setText(id); } };
  return <input class="title" aria-label="Name" value={text} onInput={(event) => setText(event.currentTarget.value)} onBlur={() => void done()} onKeyDown={(event) => { if (event.key === "Enter") event.currentTarget.blur(); }} />;
}

function Category({ row }: { row: ObjectRow }) {
  const [text, setText] = useState(row.category), [found, setFound] = useState<Word[]>([]);
  useEffect(() => setText(row.category), [row.category]);
  const done = async () => {
    const name = text.trim();
    if (!name || name === row.category) { setText(row.category); return; }
    const near = await words(name), known = near.find((word) => word.name === name || word.called === name.toLowerCase());
    if (!known) {
      say(`${name} is nothing that I know: it stays a ${row.category}${near.length ? `; near to it are ${near.slice(0, 3).map((word) => word.name).join(", ")}` : ""}`, true);
      setText(row.category);
    } else if (!await edit("replace", row.id, known.name)) setText(row.category);
  };
  return (
    <label class="category">is a <input list="known" aria-label="What it is" value={text} onInput={(event) => { setText(event.currentTarget.value); void words(event.currentTarget.value).then(setFound); }}
      onBlur={() => void done()} onKeyDown={(event) => { if (event.key === "Enter") event.currentTarget.blur(); if (event.key === "Escape") setText(row.category); }} />
      <datalist id="known">{found.map((word) => <option key={word.name} value={word.name} />)}</datalist>
    </label>
  );
}

/** A control made from a parameter's type. */
function Control({ id, p }: { id: string; p: Parameter }) {
  const said = p.value || p.default, open = p.derived && ["0", "None", '""'].includes(said);
  const given = open ? "None" : said, left = p.stands === null ? "by style" : `${p.stands} (style)`, plain = open ? "" : given.replace(/^"|"$/g, "");
  const [tries, setTries] = useState(0); // a field that was refused shows anew what stands
  const set = (value: string) => void edit("set", id, `${p.name}=${value}`).then((done) => { if (!done) setTries((n) => n + 1); });
  const label = p.name.replace(/_/g, " ");
  let control;
  if (p.options.length) control = (
    <select aria-label={label} value={plain} onChange={(event) => set(event.currentTarget.value ? `"${event.currentTarget.value}"` : "")}>
      {!p.options.includes(plain) && <option value={plain}>{plain || "by style"}</option>}
      {p.options.map((option) => <option key={option} value={option}>{option}</option>)}
    </select>
  );
  else if (/^bool/.test(p.kind)) control = <input type="checkbox" aria-label={label} checked={given === "True"} onChange={(event) => set(event.currentTarget.checked ? "True" : "False")} />;
  else if (/^int/.test(p.kind)) control = <input type="number" step="1" min="0" max={p.most ?? undefined} key={tries} aria-label={label} value={given === "None" ? "" : given} title={p.derived ? "empty: as its style and size have it" : ""} placeholder={open ? left : ""} onChange={(event) => set(event.currentTarget.value ? String(Math.round(Number(event.currentTarget.value))) : "")} />;
  else control = <input key={tries} aria-label={label} value={given === "None" ? "" : plain} placeholder={open ? left : ""} onChange={(event) => set(event.currentTarget.value)} />;
  return <label class={p.value ? "set" : ""}><span>{label}</span>{control}</label>;
}

/** Whether a new colour is for everything that shares the material; else the thing gets one of its own. */
const forAll = signal(false);

/** Who else shows a material. */
const sharers = (name: string, id: string): string[] => room.value!.materials.find((m) => m.name === name)?.worn.filter((other) => other !== id) ?? [];
const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

/** Give a thing's slots of one material another colour: in a material of its own where others share that one. */
async function recolour(id: string, material: MaterialRow, color: string): Promise<void> {
  const others = sharers(material.name, id);
  if (!others.length || forAll.value) { if (await paint(material, color) && others.length) say(`${material.name} has this colour on all ${others.length + 1} that share it`); return; }
  const stem = material.name.replace(/_\d+$/, ""), taken = new Set(room.value!.materials.map((m) => m.name));
  let n = 1;
  while (taken.has(`${stem}_${n}`)) n++;
  const own = `${stem}_${n}`, row = room.value!.objects.find((o) => o.id === id)!;
  const slots = Object.fromEntries(Object.entries(row.slots).map(([slot, worn]) => [slot, worn === material.name ? own : worn]));
  const done = await edits([["material", own, material.family, "--color", color, ...material.flags], ["wear", id, ...worn(slots, [own])]]);
  if (done) say(`${own} is ${id}'s own now; ${counted(others.length, "other")} ${others.length === 1 ? "keeps" : "keep"} ${material.name}`);
}
const paint = (material: MaterialRow, color: string): ReturnType<typeof edit> => edit("material", material.name, material.family, "--color", color, ...material.flags);

function Slot({ id, slot, name }: { id: string; slot: string; name: string }) {
  const palette = room.value!.materials, own = palette.find((m) => m.name === name), others = sharers(name, id);
  return (
    <div class="slot">
      <span>{slot.replace(/_/g, " ")}</span>
      <select aria-label={`${slot} is made of`} value={own ? name : ""} onChange={(event) => { if (event.currentTarget.value) void edit("wear", id, ...wornWith(id, slot, event.currentTarget.value)); }}>
        {!own && <option value="">{name || "nothing"}</option>}
        {palette.map((m) => <option key={m.name} value={m.name}>{m.name}</option>)}
      </select>
      {own && <Tint material={own} title={others.length ? (forAll.value ? `Colour of ${name}, on all ${others.length + 1} that share it` : `A colour of its own: ${others.join(", ")} ${others.length === 1 ? "keeps" : "keep"} ${name}`) : `Colour of ${name}`} write={(color) => void recolour(id, own, color)} />}
      {own && others.length > 0 && <small class="shared" title={others.join(", ")}>{forAll.value ? `all ${others.length + 1} that share it` : `shared with ${others.length === 1 ? others[0] : counted(others.length, "other")}`}</small>}
    </div>
  );
}

/** `wear` says all that an object wears: what it wore in other slots stays. */
function wornWith(id: string, slot: string, name: string): string[] {
  return worn({ ...room.value!.objects.find((o) => o.id === id)!.slots, [slot]: name });
}

/** Slots as words of `room edit RUN wear`, as far as what they wear is of the palette, or new in it. */
function worn(slots: Record<string, string>, fresh: string[] = []): string[] {
  const known = new Set([...room.value!.materials.map((m) => m.name), ...fresh]);
  return Object.entries(slots).filter(([, name]) => known.has(name)).flatMap(([slot, name]) => ["--slot", `${slot}=${name}`]);
}

function Tint({ material, title, write }: { material: MaterialRow; title: string; write(color: string): void }) {
  return <input type="color" aria-label={`Colour of ${material.name}`} title={title} value={material.color || "#888888"} onChange={(event) => write(event.currentTarget.value)} />;
}

function Shell({ id }: { id: string }) {
  return <><header><strong class="title">{id}</strong></header><p class="quiet">Part of the room: its line is marked in the code below; change it there.</p></>;
}

type Range = [label: string, low: number, high: number, step: number, usual: number];
const KELVIN: Range = ["colour, K", 2000, 9000, 50, 5500];
const SUN: Record<string, Range> = { elevation: ["height of the sun, °", 2, 88, 1, 45], azimuth: ["comes from, °", 0, 360, 1, 135], strength: ["strength", 0, 15, 0.1, 3], kelvin: KELVIN };
const SKY: Record<string, Range> = { strength: ["strength", 0, 15, 0.05, 1], kelvin: KELVIN };
const LAMP: Record<string, Range> = { power: ["power, W", 0, 200, 0.5, 10], kelvin: [KELVIN[0], 2000, 9000, 50, 2700] };
const CEILING: Record<string, Range> = { watts_per_m2: ["power, W/m²", 0, 10, 0.1, 1], kelvin: LAMP.kelvin };
const LUMENS: Record<string, Range> = { lumens: ["brightness, lm", 0, 6000, 10, 400], kelvin: LAMP.kelvin };
/** Words of `room edit RUN light`: times of a clear day, and presets. */
const TIMES = ["morning", "noon", "afternoon", "sunset", "evening", "night"], PRESETS = ["overcast", "studio"];

function Whole() {
  const state = room.value;
  if (!state) return null;
  const xs = state.floor.map((p) => p[0]), ys = state.floor.map((p) => p[1]);
  const wide = Math.max(...xs) - Math.min(...xs), deep = Math.max(...ys) - Math.min(...ys);
  return (
    <>
      <header><strong class="title">The room</strong></header>
      <p class="quiet">{wide.toFixed(2)} × {deep.toFixed(2)} m, {state.height.toFixed(2)} m high. Click a thing, in 3D, in the tree or in the code.</p>
      <h3>Light</h3>
      <label class="slot wide"><span>time of day</span>
        <select aria-label="Time of day" value={state.daytime} onChange={(event) => {
          const told = event.currentTarget.value;
          event.currentTarget.value = state.daytime; // until it is so
          if (told) void edit("light", PRESETS.includes(told) ? "--preset" : "--time", told);
        }}>
          <option value="">its own</option>
          {[...(state.daytime && ![...TIMES, ...PRESETS].includes(state.daytime) ? [state.daytime] : []), ...TIMES, ...PRESETS].map((told) => <option key={told} value={told}>{told}</option>)}
        </select>
      </label>
      <p class="quiet">The view shows light roughly; Draw shows it as it is.</p>
      {state.lights.filter((light) => light.kind !== "light_preset").map((light) => <Light key={`${light.kind} ${light.name}`} light={light} />)}
      <h3>Palette</h3>
      <div class="palette">{state.materials.filter((m) => m.worn.length).map((m) => <label key={m.name} title={`${m.name}: ${m.family}, worn by ${m.worn.join(", ") || "nothing"}`}><Tint material={m} title={`Colour of ${m.name}, wherever it is worn`} write={(color) => void paint(m, color)} /><span>{m.name} <small>{m.worn.length > 1 ? `on ${m.worn.length}` : m.worn[0] ?? "on nothing"}</small></span></label>)}</div>
    </>
  );
}

function Light({ light }: { light: LightRow }) {
  const ranges = light.kind === "sun" ? SUN : light.kind === "sky" ? SKY : light.kind === "ceiling_light" ? CEILING : light.options.lumens != null ? LUMENS : LAMP;
  const write = (more: Record<string, number>) => {
    const given = Object.entries({ ...light.options, ...more }).map(([key, v]) => `${key}=${python(v)}`);
    void edit("line", `${light.kind}(${[...(light.name ? [JSON.stringify(light.name)] : []), ...given].join(", ")})`);
  };
  return (
    <>
      <h3>{light.name || light.kind}</h3>
      <div class="ranges">
        {Object.entries(ranges).map(([name, [label, low, high, step, usual]]) => {
          const value = Number(light.options[name] ?? usual);
          return <label key={name}><span>{label}</span><input type="range" min={low} max={Math.max(high, value)} step={step} value={value} onChange={(event) => write({ [name]: Number(event.currentTarget.value) })} /><i>{Number(value.toFixed(2))}</i></label>;
        })}
      </div>
    </>
  );
}

/** A value as the program writes it. */
const python = (v: unknown): string => (v === null ? "None" : v === true ? "True" : v === false ? "False" : Array.isArray(v) ? `(${v.map(python).join(", ")})` : JSON.stringify(v));
