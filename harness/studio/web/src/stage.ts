// Where one looks from: orbit, walk at eye height, and the program's own cameras with the picture laid over.
import { MathUtils, PerspectiveCamera, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { PageCamera, Placed, ViewRow } from "./messages";
import type { World } from "./world";

const EYE = 1.6, PACE = 0.12;
/** The plain lens, degrees; part of the canvas that stays free around a whole room, for the tools at its edges. */
const FOV = 42, MARGIN = 0.12;
/** Part of a thing that is to be seen for it to be looked at from there. */
const SEEN = 0.6;
/** Sides from which a thing is looked at, nearest first: degrees around it, and how steep from above (0: as now), radians. */
const AROUND: Array<[number, number]> = [0, 0.95, 1.35].flatMap((lift) => [0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180].map((turn): [number, number] => [turn, lift]));
/** Part by which a room must become larger or smaller for the view to follow. */
const RESIZED = 0.03;

/** How far a room reaches, and its middle. */
function extent(room: Placed): [number, Vector3] {
  const [xs, ys] = [0, 1].map((axis) => room.floor.map((p) => p[axis]));
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [Math.max(x1 - x0, y1 - y0, 0.1), new Vector3((x0 + x1) / 2, (y0 + y1) / 2, 0)];
}
export interface Frame { left: number; top: number; width: number; height: number }

export class Stage {
  readonly camera = new PerspectiveCamera(FOV, 1, 0.05, 200);
  readonly orbit: OrbitControls;
  mode = "orbit";
  /** Where the picture lies on the canvas, while one looks through its camera. */
  frame: Frame | null = null;
  private view: ViewRow | null = null;
  private width = 1;
  private height = 1;
  private yaw = 0;
  private pitch = 0;

  constructor(private world: World, private canvas: HTMLCanvasElement, private moved: () => void) {
    world.camera = this.camera;
    this.orbit = new OrbitControls(this.camera, canvas);
    this.orbit.zoomToCursor = true;
    this.orbit.maxDistance = 60;
    this.orbit.minDistance = 0.2;
    this.orbit.addEventListener("start", () => { this.fitted = null; });
    this.orbit.addEventListener("change", () => { if (this.mode === "orbit") world.draw(); });
    world.beforeFrame(() => world.cutaway.update());
    this.listen();
  }

  resize(width: number, height: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.world.renderer.setSize(this.width, this.height, false);
    this.project();
    if (this.fitted && this.mode === "orbit") this.whole(this.fitted);
  }

  /** The whole room, of which nobody has turned away yet: a canvas or a room of another size is fitted anew. */
  private fitted: Placed | null = null;

  /** The whole room, when it is there first or grew while nobody had turned it; else as before. */
  grown(before: Placed | null, now: Placed): void {
    if (!before) this.whole(now);
    else if (this.mode === "orbit" && this.fitted && (String(before.floor) !== String(now.floor) || before.height !== now.height)) this.whole(now);
  }

  /** Look at the whole room from a little above. */
  whole(state: Placed): void {
    this.fitted = state;
    const xs = state.floor.map((p) => p[0]), ys = state.floor.map((p) => p[1]);
    const span = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 2);
    this.orbit.target.set((Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2, state.height * 0.25);
    this.camera.position.copy(this.orbit.target).add(new Vector3(0.42, -1.02, 0.98).multiplyScalar(span));
    this.fit(state.floor.flatMap(([x, y]) => [new Vector3(x, y, 0), new Vector3(x, y, state.height)]));
    this.orbit.update();
    this.world.draw();
  }

  /** Go so near, and so far aside, that these points fill the canvas up to its margins, from the same side. */
  private fit(points: Vector3[]): void {
    const camera = this.camera, target = this.orbit.target, back = camera.position.clone().sub(target).normalize();
    const right = new Vector3(0, 0, 1).cross(back).normalize(), up = back.clone().cross(right);
    const tall = Math.tan(MathUtils.degToRad(FOV) / 2) * (1 - MARGIN), wide = tall * this.width / this.height;
    let far = 1;
    for (let turn = 0; turn < 4; turn++) { // what is nearer looks larger: the middle settles
      const seen = points.map((p) => p.clone().sub(target)).map((p) => [p.dot(right), p.dot(up), p.dot(back)]);
      far = Math.max(...seen.map(([x, y, z]) => z + Math.max(Math.abs(x) / wide, Math.abs(y) / tall)));
      const [xs, ys] = [0, 1].map((axis) => seen.map((p) => p[axis] / (far - p[2])));
      target.addScaledVector(right, (Math.max(...xs) + Math.min(...xs)) / 2 * far).addScaledVector(up, (Math.max(...ys) + Math.min(...ys)) / 2 * far);
    }
    camera.position.copy(target).addScaledVector(back, far * 1.02);
  }

  /** A room that became larger or smaller fills as much of the view as before, from the same side. */
  follow(before: Placed, now: Placed): void {
    if (this.mode === "orbit" && this.fitted) { this.whole(now); return; }
    const [[was, from], [is, to]] = [before, now].map(extent), factor = is / was;
    if (this.mode !== "orbit" || (Math.abs(factor - 1) < RESIZED && from.distanceTo(to) < RESIZED * is)) return;
    const target = this.orbit.target.clone();
    this.orbit.target.sub(from).multiplyScalar(factor).add(to);
    this.camera.position.sub(target).multiplyScalar(factor).add(this.orbit.target);
    this.orbit.update();
    this.world.draw();
  }

  /** Bring a thing into the middle. */
  look(at: Vector3, size: number, seen: (eye: Vector3) => number = () => 1): void {
    this.fitted = null;
    if (this.mode !== "orbit") this.enter("orbit", this.world.state!);
    const way = this.camera.position.clone().sub(this.orbit.target).normalize().multiplyScalar(Math.max(1.6, size * 2.6));
    this.orbit.target.copy(at);
    // From where one looks already, unless something is in the way there; else from the nearest side that is free.
    let best = at.clone().add(way), most = seen(best);
    for (const [turn, lift] of AROUND) {
      if (most >= SEEN) break;
      const eye = way.clone().applyAxisAngle(new Vector3(0, 0, 1), MathUtils.degToRad(turn));
      if (lift) eye.setZ(0).setLength(way.length() * Math.cos(lift)).setZ(way.length() * Math.sin(lift));
      eye.add(at);
      const part = seen(eye);
      if (part > most + 0.01) { most = part; best = eye; }
    }
    this.camera.position.copy(best);
    this.orbit.update();
    this.world.draw();
  }

  /** Look along an axis, as on Blender's number pad. */
  along(direction: Vector3): void {
    this.fitted = null;
    if (this.mode !== "orbit") this.enter("orbit", this.world.state!);
    const distance = this.camera.position.distanceTo(this.orbit.target);
    this.camera.position.copy(this.orbit.target).addScaledVector(direction.normalize(), distance);
    this.orbit.update();
    this.world.draw();
  }

  enter(mode: string, state: Placed): void {
    const was = this.mode;
    this.mode = mode;
    this.view = state.views.find((view) => view.name === mode) ?? null;
    this.orbit.enabled = mode === "orbit";
    if (mode === "orbit" && was !== "orbit") { this.camera.position.z = Math.max(this.camera.position.z, 3); this.whole(state); }
    if (mode === "walk") {
      const eye = state.views.find((view) => view.name === "eye");
      this.camera.position.set(...(eye?.at ?? [0, 0, EYE] as [number, number, number]));
      this.yaw = eye ? MathUtils.degToRad(eye.rotation[2]) : 0;
      this.pitch = eye ? MathUtils.degToRad(eye.rotation[0]) - Math.PI / 2 : 0;
      this.turn();
    }
    this.project();
    this.moved();
  }

  /** The lens: a plain one, or the program's camera with its picture fitted into the canvas. */
  project(): void {
    const camera = this.camera, view = this.view;
    this.frame = null;
    camera.aspect = this.width / this.height;
    if (!view) {
      camera.fov = this.mode === "walk" ? 68 : FOV;
      camera.updateProjectionMatrix();
    } else {
      camera.position.set(...view.at);
      const [x, y, z] = view.rotation.map(MathUtils.degToRad);
      camera.rotation.set(x, y, z, "ZYX");
      camera.updateMatrixWorld();
      const high = view.resolution[1] / view.resolution[0];
      const width = Math.min(this.width, this.height / high), height = width * high;
      this.frame = { left: (this.width - width) / 2, top: (this.height - height) / 2, width, height };
      const near = Math.max(0.05, view.at[2] > 6 ? 0.5 : 0.05);
      // The picture spans 1 / focal at distance 1; the canvas shows what lies around it, too.
      const unit = near / view.focal, wide = this.width / width, tall = this.height / width;
      const [sx, sy] = view.shift;
      const flat = view.ortho;
      if (flat) {
        const reach = flat * wide / 2, up = flat * tall / 2;
        camera.projectionMatrix.makeOrthographic(sx * flat - reach, sx * flat + reach, sy * flat + up, sy * flat - up, near, 200);
      } else camera.projectionMatrix.makePerspective(unit * (sx - wide / 2), unit * (sx + wide / 2), unit * (sy + tall / 2), unit * (sy - tall / 2), near, 200);
      camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
    }
    this.world.draw();
  }

  /** Where the page's camera is, as a picture of it wants to know. */
  here(): PageCamera {
    const ahead = this.camera.getWorldDirection(new Vector3());
    const at = this.camera.position, to = at.clone().addScaledVector(ahead, 3);
    const high = this.height / this.width;
    const focal = 0.5 / (Math.tan(MathUtils.degToRad(this.camera.fov) / 2) * (this.width / this.height));
    return { at: at.toArray(), look_at: to.toArray(), focal, high };
  }

  private turn(): void {
    this.camera.rotation.set(Math.PI / 2 + this.pitch, 0, this.yaw, "ZYX");
    this.world.draw();
  }

  private listen(): void {
    let last: [number, number] | null = null;
    this.canvas.addEventListener("pointerdown", (event) => { if (this.mode === "walk") { last = [event.clientX, event.clientY]; this.canvas.setPointerCapture(event.pointerId); } });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!last || this.mode !== "walk") return;
      this.yaw += (event.clientX - last[0]) * 0.004;
      this.pitch = MathUtils.clamp(this.pitch + (event.clientY - last[1]) * 0.004, -1.3, 1.3);
      last = [event.clientX, event.clientY];
      this.turn();
    });
    this.canvas.addEventListener("pointerup", () => { last = null; });
  }

  /** A step of a walk; true when the key was one. */
  step(key: string): boolean {
    if (this.mode !== "walk") return false;
    const ways: Record<string, [number, number]> = { w: [0, 1], s: [0, -1], a: [-1, 0], d: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const way = ways[key];
    if (!way) return false;
    const [side, ahead] = way, c = Math.cos(this.yaw), s = Math.sin(this.yaw);
    this.camera.position.x += PACE * (side * c - ahead * s);
    this.camera.position.y += PACE * (side * s + ahead * c);
    this.camera.position.z = EYE;
    this.world.draw();
    return true;
  }
}
