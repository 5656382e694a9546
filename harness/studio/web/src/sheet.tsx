// The picture with its marks drawn over it, in the picture's own pixels.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "./store";
import type { Vec2 } from "./messages";
import { add, addOpening, along, type Box, carrier, change, chosen, corners, dropOnto, line, marks, markUrl, measure, openings, outlineAt, plan, setThing, size, things, thingAt, type ThingMark, type Tool, tool } from "./marks";

type Drag = { what: "new" | "move" | "corner" | "facing" | "stand" | "floor" | "top" | "pan"; from: Vec2; to: Vec2; id?: string; nth?: number };
const at = (p: Vec2) => `${p[0]},${p[1]}`;
const round = (v: number) => Math.round(v * 10) / 10;
const boxOf = (a: Vec2, b: Vec2): Box => [round(Math.min(a[0], b[0])), round(Math.min(a[1], b[1])), round(Math.max(a[0], b[0])), round(Math.max(a[1], b[1]))];
const middle = (b: Box): Vec2 => [(b[0] + b[2]) / 2, (b[1] + b[3]) / 2];

export function Sheet() {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [wide, high] = size.value!;
  const [frame, setFrame] = useState<Frame>({ x: 0, y: 0, zoom: 1 });
  const unit = wide / 1000 / frame.zoom;
  useEffect(() => {
    const element = svg.current!;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(element.getScreenCTM()!.inverse());
      setFrame((now) => {
        const zoom = Math.min(12, Math.max(1, now.zoom * Math.exp(-event.deltaY * 0.0015)));
        return held({ x: p.x - (p.x - now.x) * now.zoom / zoom, y: p.y - (p.y - now.y) * now.zoom / zoom, zoom }, wide, high);
      });
    };
    const whole = (event: KeyboardEvent) => { if (event.key === "0" && !(event.target as HTMLElement).closest("input, select")) setFrame({ x: 0, y: 0, zoom: 1 }); };
    element.addEventListener("wheel", turn, { passive: false });
    addEventListener("keydown", whole);
    return () => { element.removeEventListener("wheel", turn); removeEventListener("keydown", whole); };
  }, [wide, high]);
  const point = (event: PointerEvent): Vec2 => {
    const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    return [Math.min(wide, Math.max(0, p.x)), Math.min(high, Math.max(0, p.y))];
  };
  const begin = (event: PointerEvent, what: Drag["what"], id?: string, nth?: number) => {
    if (event.button === 1) { what = "pan"; id = undefined; event.preventDefault(); }
    else if (event.button !== 0) return;
    event.stopPropagation();
    svg.current!.setPointerCapture(event.pointerId);
    const from = point(event);
    setDrag({ what, from, to: from, id, nth });
  };
  const end = () => {
    if (!drag) return;
    setDrag(null);
    const { what, from, to, id, nth } = drag, moved = Math.hypot(to[0] - from[0], to[1] - from[1]) > 4 * unit;
    if (what === "pan") return;
    if (what === "new") finishNew(from, to, moved, 10 * unit);
    else if (what === "stand") { if (moved) dropOnto(id!, to); }
    else if (moved && (what === "floor" || what === "top")) change({ ...marks.value, [what === "floor" ? "floor_px" : "wall_top_px"]: dragged(corners(what === "floor" ? marks.value.floor_px : marks.value.wall_top_px), nth!, to) });
    else if (moved && id) { const t = things.value.find((each) => each.id === id); if (t) { const next = { ...t, ...shifted(t, drag) }; setThing(id, { ...shifted(t, drag), ...(t.on && what === "move" ? { on: carrier(next) } : {}) }); } }
  };
  const shown = (t: ThingMark): ThingMark => (drag && drag.id === t.id ? { ...t, ...shifted(t, drag) } : t);
  const region = (what: "floor" | "top"): Vec2[] => {
    const own = corners(what === "floor" ? marks.value.floor_px : marks.value.wall_top_px);
    return drag?.what === what ? dragged(own, drag.nth!, drag.to) : own;
  };
  const floor = region("floor"), top = region("top");
  return (
    <svg class={`sheet-picture tool-${tool.value}`} ref={svg} viewBox={`${frame.x} ${frame.y} ${wide / frame.zoom} ${high / frame.zoom}`} style={{ "--unit": unit }} aria-label="The picture and what is marked on it"
      onPointerDown={(event) => begin(event, "new")} onPointerMove={(event) => { if (drag?.what === "pan") setFrame(held({ ...frame, x: frame.x - event.movementX * scaleOf(svg.current!), y: frame.y - event.movementY * scaleOf(svg.current!) }, wide, high)); else if (drag) setDrag({ ...drag, to: point(event) }); }} onPointerUp={end}>
      <image href={`${markUrl}picture`} width={wide} height={high} />
      {plan.value && <g class="grid">{plan.value.grid.map(([a, b], k) => <line key={k} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} />)}</g>}
      {plan.value && <polygon class="solved" points={plan.value.floor.map(at).join(" ")} />}
      {plan.value && <polygon class="solved" points={plan.value.top.map(at).join(" ")} />}
      {floor.length > 2 && <polygon class="floor" points={floor.map(at).join(" ")} />}
      {top.length > 2 && <polygon class="top" points={top.map(at).join(" ")} />}
      {openings.value.map((o) => <line key={o.id} class={`opening ${o.kind}${chosen.value === o.id ? " chosen" : ""}`} x1={o.from_px[0]} y1={o.from_px[1]} x2={o.to_px[0]} y2={o.to_px[1]} onPointerDown={(event) => { if (tool.value === "pick") { event.stopPropagation(); chosen.value = o.id; } }} />)}
      {[...things.value].sort((a, b) => area(b.box) - area(a.box)).map((t) => <Thing key={t.id} t={shown(t)} unit={unit} below={drag?.what === "stand" && thingAt(drag.to, [drag.id!])?.id === t.id} begin={begin} />)}
      {drag?.what === "stand" && <line class="onto" x1={drag.from[0]} y1={drag.from[1]} x2={drag.to[0]} y2={drag.to[1]} />}
      {tool.value === "floor" && floor.map((p, k) => <circle key={k} class="knob floor" data-corner={k} cx={p[0]} cy={p[1]} r={7 * unit} onPointerDown={(event) => begin(event, "floor", undefined, k)} />)}
      {tool.value === "top" && top.map((p, k) => <circle key={k} class="knob top" data-corner={k} cx={p[0]} cy={p[1]} r={7 * unit} onPointerDown={(event) => begin(event, "top", undefined, k)} />)}
      {clicks().length > 0 && <polyline class="drawing" points={clicks().map(at).join(" ")} />}
      {clicks().map((p, k) => <circle key={k} class="knob" cx={p[0]} cy={p[1]} r={(k ? 4 : 7) * unit} style={{ pointerEvents: "none" }} />)}
      {drag?.what === "new" && (["door", "window", "length"].includes(tool.value)
        ? <line class="drawing" x1={drag.from[0]} y1={drag.from[1]} x2={drag.to[0]} y2={drag.to[1]} />
        : <rect class="drawing" x={Math.min(drag.from[0], drag.to[0])} y={Math.min(drag.from[1], drag.to[1])} width={Math.abs(drag.to[0] - drag.from[0])} height={Math.abs(drag.to[1] - drag.from[1])} />)}
      {lengths().map(([a, b, words], k) => (
        <g key={k} class="known-line">
          <line class="length" x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} />
          {words && <text x={(a[0] + b[0]) / 2 + 6 * unit} y={(a[1] + b[1]) / 2 - 6 * unit}>{words}</text>}
        </g>
      ))}
    </svg>
  );
}

/** The lines whose length is told, and the one that was drawn last. */
function lengths(): Array<[Vec2, Vec2, string]> {
  const { known_line, known_sizes } = marks.value, found: Array<[Vec2, Vec2, string]> = [];
  if (known_line) found.push([known_line.from_px, known_line.to_px, `${known_line.metres} m`]);
  for (const k of known_sizes ?? []) { const ends = along.value[k.of + k.axis]; if (ends) found.push([ends[0], ends[1], `${k.metres} m`]); }
  if (line.value) found.push([line.value.a, line.value.b, ""]);
  return found;
}

const area = (b: Box) => (b[2] - b[0]) * (b[3] - b[1]);

/** Corners of the floor or the walls' tops that were clicked one after the other, until they close. */
const clicked = signal<{ of: Tool; points: Vec2[] }>({ of: "floor", points: [] });
const clicks = (): Vec2[] => (clicked.value.of === tool.value ? clicked.value.points : []);

/** Close what was clicked, or drop it; false where nothing was. */
export function closeClicked(keep: boolean): boolean {
  const points = clicks(), key = tool.value === "floor" ? "floor_px" : "wall_top_px";
  if (!points.length) return false;
  if (keep && points.length < 3) { say("an outline has at least three corners: click the next one"); return true; }
  clicked.value = { of: tool.value, points: [] };
  if (keep) change({ ...marks.value, [key]: points });
  return true;
}

const REGION = { floor: "the floor is", top: "the wall tops are" };

function corner(at: Vec2, reach: number): void {
  const points = clicks();
  if (!points.length && marks.value[tool.value === "floor" ? "floor_px" : "wall_top_px"])
    say(`${REGION[tool.value as "floor" | "top"]} marked already: this begins a new outline, which takes its place once Enter closes it (Esc: it stays)`);
  if (points.length && Math.hypot(at[0] - points[0][0], at[1] - points[0][1]) < reach) { closeClicked(true); return; }
  clicked.value = { of: tool.value, points: [...points, [round(at[0]), round(at[1])]] };
}

function finishNew(from: Vec2, to: Vec2, moved: boolean, reach: number): void {
  const way = tool.value;
  if (!moved && (way === "floor" || way === "top")) { corner(from, reach); return; }
  if (way === "outline" && !moved) { void outlineAt(from); return; }
  if (!moved) { chosen.value = null; return; }
  if (way === "box" || way === "outline" || way === "pick") { if (way !== "pick") add(boxOf(from, to)); }
  else if (way === "door" || way === "window") addOpening(way, [round(from[0]), round(from[1])], [round(to[0]), round(to[1])]);
  else if (way === "length") void measure(from, to);
  else {
    const key = way === "floor" ? "floor_px" : "wall_top_px";
    if (!marks.value[key]) change({ ...marks.value, [key]: corners(boxOf(from, to)) });
    else say(`${REGION[way as "floor" | "top"]} marked already: drag a corner of it, or click corner after corner for a new outline`);
  }
}

interface Frame { x: number; y: number; zoom: number }

/** A part of the picture that does not leave it. */
function held({ x, y, zoom }: Frame, wide: number, high: number): Frame {
  return { x: Math.min(wide - wide / zoom, Math.max(0, x)), y: Math.min(high - high / zoom, Math.max(0, y)), zoom };
}
/** Pixels of the picture that one of the screen is. */
const scaleOf = (svg: SVGSVGElement): number => 1 / svg.getScreenCTM()!.a;

function dragged(points: Vec2[], nth: number, to: Vec2): Vec2[] {
  return points.map((p, k) => (k === nth ? [round(to[0]), round(to[1])] : p));
}

/** What a drag makes of a thing. */
function shifted(t: ThingMark, drag: Drag): Partial<ThingMark> {
  const [dx, dy] = [drag.to[0] - drag.from[0], drag.to[1] - drag.from[1]], b = t.box;
  if (drag.what === "move") return { box: [round(b[0] + dx), round(b[1] + dy), round(b[2] + dx), round(b[3] + dy)], ...(t.outline ? { outline: t.outline.map(([x, y]) => [round(x + dx), round(y + dy)] as Vec2) } : {}) };
  if (drag.what === "corner") {
    const x = drag.nth! % 2 ? b[2] : b[0], y = drag.nth! > 1 ? b[3] : b[1], far: Vec2 = [drag.nth! % 2 ? b[0] : b[2], drag.nth! > 1 ? b[1] : b[3]];
    return { box: boxOf([x + dx, y + dy], far), outline: undefined };
  }
  if (drag.what === "facing") {
    const [x, y] = middle(b), degrees = Math.atan2(drag.to[0] - x, drag.to[1] - y) * 180 / Math.PI;
    return { facing: ((Math.round(degrees / 15) * 15 + 180) % 360 + 360) % 360 - 180 || 0 };
  }
  return {};
}

function Thing({ t, unit, below, begin }: { t: ThingMark; unit: number; below: boolean; begin(event: PointerEvent, what: Drag["what"], id?: string, nth?: number): void }) {
  // While one draws, a knob must not be in the way of the next box.
  const own = chosen.value === t.id, picking = own && tool.value === "pick", [x, y] = middle(t.box), b = t.box;
  const reach = Math.max(30 * unit, Math.min(b[2] - b[0], b[3] - b[1]) * 0.6);
  const turn = (t.facing ?? 0) * Math.PI / 180, tip: Vec2 = [x + Math.sin(turn) * reach, y + Math.cos(turn) * reach];
  const below14 = b[3] + 14 * unit, stand = Math.hypot(tip[0] - x, tip[1] - below14) < 18 * unit ? x - 28 * unit : x; // beside the arrow, not on it
  const pick = (event: PointerEvent) => {
    if (tool.value !== "pick") return; // a box may be drawn over another thing
    chosen.value = t.id;
    begin(event, "move", t.id);
  };
  return (
    <g class={`thing${own ? " chosen" : ""}${below ? " below" : ""}${t.category === "unknown" ? " nameless" : ""}`} data-thing={t.id}>
      {t.outline && <polygon points={t.outline.map(at).join(" ")} />}
      <rect x={b[0]} y={b[1]} width={b[2] - b[0]} height={b[3] - b[1]} onPointerDown={pick} />
      {(own || b[2] - b[0] > 56 * unit) && <text x={b[0] + 4 * unit} y={b[1] + 14 * unit}>{t.category === "unknown" ? "?" : t.category}</text>}
      {(own || t.facing !== undefined) && <line class="facing" x1={x} y1={y} x2={tip[0]} y2={tip[1]} />}
      {own && <circle class="knob facing" cx={tip[0]} cy={tip[1]} r={6 * unit} onPointerDown={(event) => begin(event, "facing", t.id)} />}
      {picking && t.category !== "unknown" && <rect class="knob stand" x={stand - 6 * unit} y={b[3] + 8 * unit} width={12 * unit} height={12 * unit} onPointerDown={(event) => begin(event, "stand", t.id)}><title>drag it onto what this stands on</title></rect>}
      {picking && [0, 1, 2, 3].map((k) => <circle key={k} class="knob" cx={k % 2 ? b[2] : b[0]} cy={k > 1 ? b[3] : b[1]} r={5 * unit} onPointerDown={(event) => begin(event, "corner", t.id, k)} />)}
    </g>
  );
}
