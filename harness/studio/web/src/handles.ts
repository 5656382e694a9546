// Moving, turning and sizing: by handles, and by Blender's keys (G, R, S with X, Y, Z and typed numbers).
import { Matrix4, Object3D, Plane, Quaternion, Raycaster, Vector2, Vector3 } from "three";
import { TransformControls } from "three/addons/controls/TransformControls.js";
import type { ObjectRow, Placed } from "./messages";
import { gridded, snapped } from "./snap";
import type { Stage } from "./stage";
import type { World } from "./world";

export type Tool = "move" | "turn" | "size";
const KEYS: Record<string, Tool> = { g: "move", r: "turn", s: "size" };
const UP = new Vector3(0, 0, 1);

export interface Wanted { tool: Tool; id: string; by: Vector3; turn: number; factor: Vector3 }
interface Modal { tool: Tool; axis: "" | "X" | "Y" | "Z"; typed: string; from: Vector2 | null; to: Vector2 }

export class Handles {
  readonly gizmo: TransformControls;
  tool: Tool = "move";
  private proxy = new Object3D();
  private row: ObjectRow | null = null;
  private along: string[] = [];
  /** What else is selected, with what stands on it: it is moved, too. */
  private others: string[] = [];
  private modal: Modal | null = null;
  private wanted: Wanted | null = null;
  /** Snapping is on unless Alt is held. */
  private snap = true;
  /** To a grid while Ctrl is held. */
  private grid = false;

  constructor(private world: World, private stage: Stage, canvas: HTMLCanvasElement, private done: (wanted: Wanted) => void, private say: (text: string) => void) {
    this.gizmo = new TransformControls(stage.camera, canvas);
    this.gizmo.setSize(0.75);
    world.scene.add(this.proxy, this.gizmo.getHelper());
    this.gizmo.addEventListener("dragging-changed", (event) => {
      stage.orbit.enabled = !event.value && stage.mode === "orbit";
      if (!event.value) this.finish();
    });
    this.gizmo.addEventListener("change", () => world.draw());
    this.gizmo.addEventListener("objectChange", () => this.dragged());
    canvas.addEventListener("pointermove", (event) => this.pointed(event));
    for (const kind of ["keydown", "keyup"] as const) addEventListener(kind, (event) => {
      if (event.key === "Alt") this.snap = kind === "keyup";
      if (event.key === "Control" || event.key === "Meta") this.grid = kind === "keydown";
    });
    addEventListener("blur", () => { this.snap = true; this.grid = false; });
  }

  get busy(): boolean { return this.modal !== null || this.gizmo.dragging; }
  get over(): boolean { return this.gizmo.axis !== null; }

  /** Put the handles on an object, or away. */
  attach(row: ObjectRow | null, carried: string[], others: string[] = []): void {
    this.others = others;
    if (this.busy && row?.id === this.row?.id) { this.row = row; return; }
    this.cancel();
    this.row = row;
    this.along = row ? [row.id, ...carried] : [];
    if (!row) { this.gizmo.detach(); return; }
    this.rest();
    this.gizmo.attach(this.proxy);
    this.choose(this.tool);
  }

  choose(tool: Tool): void {
    this.tool = tool;
    this.gizmo.setMode(tool === "move" ? "translate" : tool === "turn" ? "rotate" : "scale");
    this.gizmo.setSpace(tool === "size" ? "local" : "world");
    const turning = tool === "turn";
    this.gizmo.showX = this.gizmo.showY = !turning;
    this.gizmo.setRotationSnap(turning ? Math.PI / 36 : null);
    this.world.draw();
  }

  private rest(): void {
    const row = this.row!;
    this.proxy.position.set(row.center[0], row.center[1], row.low[2]);
    this.proxy.quaternion.setFromAxisAngle(UP, row.world_yaw * Math.PI / 180);
    this.proxy.scale.set(1, 1, 1);
    this.proxy.updateMatrixWorld();
  }

  private dragged(): void {
    const row = this.row;
    if (!row) return;
    const by = this.proxy.position.clone().sub(new Vector3(row.center[0], row.center[1], row.low[2]));
    const facing = new Vector3(1, 0, 0).applyQuaternion(this.proxy.quaternion);
    const turn = Math.atan2(facing.y, facing.x) * 180 / Math.PI - row.world_yaw;
    this.show({ tool: this.tool, id: row.id, by, turn, factor: this.proxy.scale.clone() });
  }

  private show(wanted: Wanted): void {
    const row = this.row!;
    // What was typed is meant as it is.
    if (wanted.tool === "move" && !this.modal?.typed) {
      if (this.grid) wanted.by.copy(gridded(row, wanted.by));
      else if (this.snap) wanted.by.add(snapped(row, wanted.by, this.world.state as Placed));
    }
    this.wanted = wanted;
    const foot = new Vector3(row.center[0], row.center[1], row.low[2]);
    const change = new Matrix4();
    if (wanted.tool === "move") change.makeTranslation(wanted.by);
    else {
      const own = new Matrix4().compose(foot, new Quaternion().setFromAxisAngle(UP, row.world_yaw * Math.PI / 180), new Vector3(1, 1, 1));
      if (wanted.tool === "turn") change.makeRotationZ(wanted.turn * Math.PI / 180).premultiply(new Matrix4().makeTranslation(foot)).multiply(new Matrix4().makeTranslation(foot.clone().negate()));
      else change.copy(own).scale(wanted.factor).multiply(own.clone().invert());
    }
    this.world.preview(wanted.tool === "size" ? [row.id] : wanted.tool === "move" ? [...this.along, ...this.others] : this.along, change);
    this.say(told(wanted, this.modal));
  }

  private finish(): void {
    const wanted = this.wanted;
    this.wanted = this.modal = null;
    this.gizmo.enabled = true;
    this.say("");
    if (!this.row) return;
    const { by, turn, factor } = wanted ?? { by: new Vector3(), turn: 0, factor: new Vector3(1, 1, 1) };
    const still = by.length() < 5e-4 && Math.abs(turn) < 0.02 && factor.distanceTo(new Vector3(1, 1, 1)) < 1e-3;
    if (!wanted || still) this.world.preview([...this.along, ...this.others], null);
    else this.done(wanted);
    this.rest();
  }

  cancel(): void {
    if (!this.modal && !this.wanted) return;
    this.wanted = this.modal = null;
    this.gizmo.enabled = true;
    this.world.preview([...this.along, ...this.others], null);
    if (this.row) this.rest();
    this.say("");
  }

  /** Blender's keys; true when the key was one. */
  key(event: KeyboardEvent): boolean {
    if (!this.row || event.ctrlKey || event.metaKey) return false;
    const modal = this.modal, key = event.key;
    if (!modal) {
      const tool = KEYS[key.toLowerCase()];
      if (!tool || event.shiftKey) return false;
      this.choose(tool);
      this.gizmo.enabled = false;
      this.modal = { tool, axis: "", typed: "", from: null, to: new Vector2() };
      this.say(told(null, this.modal));
      return true;
    }
    if (key === "Escape") this.cancel();
    else if (key === "Enter" || key === " ") this.finish();
    else if (/^[xyz]$/i.test(key)) { modal.axis = modal.axis === key.toUpperCase() ? "" : key.toUpperCase() as Modal["axis"]; this.follow(); }
    else if (/^[\d.]$/.test(key)) { modal.typed += key; this.follow(); }
    else if (key === "-") { modal.typed = modal.typed.startsWith("-") ? modal.typed.slice(1) : `-${modal.typed}`; this.follow(); }
    else if (key === "Backspace") { modal.typed = modal.typed.slice(0, -1); this.follow(); }
    else return false;
    return true;
  }

  /** A click while a key's move is under way ends it; true then. */
  click(button: number): boolean {
    if (!this.modal) return false;
    if (button === 2) this.cancel(); else this.finish();
    return true;
  }

  private pointed(event: PointerEvent): void {
    const modal = this.modal;
    if (!modal) return;
    const box = (event.target as HTMLElement).getBoundingClientRect();
    modal.to.set((event.clientX - box.left) / box.width * 2 - 1, 1 - (event.clientY - box.top) / box.height * 2);
    modal.from ??= modal.to.clone();
    this.follow();
  }

  private follow(): void {
    const modal = this.modal!, row = this.row!, number = Number.parseFloat(modal.typed);
    const wanted: Wanted = { tool: modal.tool, id: row.id, by: new Vector3(), turn: 0, factor: new Vector3(1, 1, 1) };
    const typed = modal.typed !== "" && Number.isFinite(number);
    const from = modal.from ?? modal.to;
    const middle = new Vector3(row.center[0], row.center[1], row.low[2]);
    if (modal.tool === "move") {
      if (typed) wanted.by[modal.axis === "Y" ? "y" : modal.axis === "Z" ? "z" : "x"] = number;
      else {
        const upward = modal.axis === "Z";
        const way = upward ? this.stage.camera.getWorldDirection(new Vector3()).setZ(0).normalize() : UP;
        const a = this.on(from, way, middle), b = this.on(modal.to, way, middle);
        if (a && b) wanted.by.copy(b.sub(a));
        if (upward) wanted.by.x = wanted.by.y = 0; else wanted.by.z = 0;
        if (modal.axis === "X") wanted.by.y = 0;
        if (modal.axis === "Y") wanted.by.x = 0;
      }
    } else if (modal.tool === "turn") {
      const centre = middle.clone().project(this.stage.camera);
      const angle = (p: Vector2) => Math.atan2((p.y - centre.y), (p.x - centre.x) * this.stage.camera.aspect);
      const flip = this.stage.camera.getWorldDirection(new Vector3()).z > 0 ? -1 : 1;
      const raw = (angle(modal.to) - angle(from)) * 180 / Math.PI * flip;
      wanted.turn = typed ? number : this.snap ? Math.round(raw / 5) * 5 : raw;
    } else {
      const centre = middle.clone().project(this.stage.camera), c = new Vector2(centre.x, centre.y);
      const factor = typed ? number : Math.max(0.05, modal.to.distanceTo(c) / Math.max(0.02, from.distanceTo(c)));
      if (modal.axis) wanted.factor[modal.axis.toLowerCase() as "x" | "y" | "z"] = factor;
      else wanted.factor.setScalar(factor);
    }
    this.show(wanted);
    if (modal.tool !== "move") return;
    this.proxy.position.copy(middle).add(wanted.by); // the handles come along
    this.proxy.updateMatrixWorld();
  }

  private on(pointer: Vector2, normal: Vector3, point: Vector3): Vector3 | null {
    const ray = new Raycaster();
    ray.setFromCamera(pointer, this.stage.camera);
    return ray.ray.intersectPlane(new Plane().setFromNormalAndCoplanarPoint(normal, point), new Vector3());
  }
}

function told(wanted: Wanted | null, modal: Modal | null): string {
  const axis = modal?.axis ? ` along ${modal.axis}` : "";
  const typed = modal?.typed ? `  [${modal.typed}]` : "";
  if (!wanted) return `${modal!.tool}${axis}${typed}: move the pointer, X Y Z for an axis, type a number; click or Enter keeps, Esc gives up`;
  const { tool, by, turn, factor } = wanted;
  if (tool === "move") return `move${axis}  x ${by.x.toFixed(3)}  y ${by.y.toFixed(3)}  z ${by.z.toFixed(3)} m${typed}`;
  if (tool === "turn") return `turn ${turn.toFixed(1)}°${typed}`;
  return `size${axis}  ×${factor.x.toFixed(2)} ×${factor.y.toFixed(2)} ×${factor.z.toFixed(2)}${typed}`;
}
