// The room in three.js, in Blender's own coordinates (Z up, metres). Drawn when something changes, never in a loop.
import {
  AmbientLight, BufferAttribute, BufferGeometry, Color, DirectionalLight, Group, HemisphereLight, type Intersection, LineBasicMaterial,
  LineSegments, type Material, Matrix4, Mesh, MeshBasicMaterial, NeutralToneMapping, Object3D, PCFSoftShadowMap, type PerspectiveCamera,
  PMREMGenerator, PointLight, Raycaster, Scene, Vector2, Vector3, WebGLRenderer,
} from "three";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";
import { bring, sweep } from "./geometry";
import { LAMPS, moodOf } from "./mood";
import { Looks } from "./looks";
import type { ObjectRow, PartRow, Pictures, Placed, SceneChange, ThingRow } from "./messages";
import { Cutaway } from "./cutaway";

Object3D.DEFAULT_UP.set(0, 0, 1);
const ACCENT = "#f0a63c";

export interface Thing { id: string; row: ThingRow; group: Group; meshes: Mesh[]; parts: PartRow[] }

/** Whether pictures are made by the processor: then lights and edges are simpler. */
function isSoftware(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl?.getExtension("WEBGL_debug_renderer_info");
  return !gl || /swiftshader|llvmpipe|software/i.test(info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "");
}

export class World {
  readonly soft = isSoftware() && !new URLSearchParams(location.search).has("fine");
  readonly scene = new Scene();
  readonly renderer: WebGLRenderer;
  looks: Looks;
  /** Those of the room in force; an earlier one has looks of its own, without pictures. */
  private readonly today: Looks;
  readonly things = new Map<string, Thing>();
  readonly cutaway = new Cutaway(this);
  camera!: PerspectiveCamera;
  state: Placed | null = null;
  frames = 0;
  /** Milliseconds of the last frame. */
  ms = 0;
  private pending = 0;
  private order: Promise<void> = Promise.resolve();
  private sun = new DirectionalLight("#fff3dc", 2.2);
  private sky: HemisphereLight | null = null;
  private lamps = Array.from({ length: LAMPS }, () => new PointLight("#ffd9a8", 0, 5, 1.6));
  private marked = new Group();
  private before: Array<() => void> = [];
  private dropped: Array<[digest: string, geometry: BufferGeometry]> = [];
  version = 0;

  /** Draws on a canvas; geometry and pictures come from below an address. */
  constructor(canvas: HTMLCanvasElement, private url: string) {
    this.renderer = new WebGLRenderer({ canvas, antialias: !this.soft, preserveDrawingBuffer: false });
    this.renderer.setPixelRatio(this.soft ? 1 : Math.min(devicePixelRatio, 2));
    this.renderer.toneMapping = NeutralToneMapping;
    this.looks = this.today = this.fresh();
    if (this.soft) {
      this.sky = new HemisphereLight("#f6f7ff", "#c3bbb0", 2.0);
      this.scene.add(this.sky, new AmbientLight("#ffffff", 0.25));
      this.sun.intensity = 1.5;
    } else {
      const maker = new PMREMGenerator(this.renderer);
      this.scene.environment = maker.fromScene(new RoomEnvironment(), 0.03).texture;
      this.scene.environmentRotation.set(Math.PI / 2, 0, 0);
      this.scene.environmentIntensity = 0.62;
      maker.dispose();
      this.renderer.shadowMap.enabled = true;
      this.renderer.shadowMap.type = PCFSoftShadowMap;
      this.renderer.shadowMap.autoUpdate = false;
      this.sun.castShadow = true;
      this.sun.shadow.mapSize.set(2048, 2048);
      this.sun.shadow.bias = -0.0004;
      this.sun.shadow.normalBias = 0.02;
      this.sun.shadow.radius = 5;
    }
    for (const lamp of this.lamps) lamp.visible = false;
    this.scene.add(this.sun, this.sun.target, this.marked, ...this.lamps);
  }

  /** Called before every frame. */
  beforeFrame(work: () => void): void { this.before.push(work); }

  /** Draw once, soon. */
  draw(): void {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      if (!this.camera) return;
      const started = performance.now();
      for (const work of this.before) work();
      this.renderer.render(this.scene, this.camera);
      this.ms = performance.now() - started;
      this.frames++;
      document.body.dataset.drawn = String(this.version);
    });
  }

  background(color: string): void { this.scene.background = new Color(color); this.draw(); }

  /** Settles when the change is in the scene. */
  take(change: SceneChange | Pictures, earlier = false): Promise<void> {
    if (change.kind === "pictures") { this.today.dress(change.materials); return this.order; }
    // One after the other: geometry that is still on its way must not overtake the next change.
    this.order = this.order.then(() => this.apply(change, earlier)).catch((error) => console.error(error));
    return this.order;
  }

  private fresh(): Looks { return new Looks(this.url, this.soft, () => this.draw()); }

  private async apply(change: SceneChange, earlier: boolean): Promise<void> {
    const geometry = await bring(this.url, Object.values(change.things).map((row) => row.digest));
    if (earlier || this.looks !== this.today) { // what is called the same may have looked otherwise then
      for (const id of [...this.things.keys()]) this.drop(id);
      if (this.looks !== this.today) this.looks.dispose();
      this.looks = earlier ? this.fresh() : this.today;
    }
    this.looks.take(change.looks);
    if (change.whole) for (const id of [...this.things.keys()]) if (!(id in change.things)) this.drop(id);
    for (const id of change.removed) this.drop(id);
    for (const [id, row] of Object.entries(change.things)) {
      const old = this.things.get(id);
      if (!old || old.row.digest !== row.digest || JSON.stringify(old.row.parts) !== JSON.stringify(row.parts)) {
        const source = geometry.get(row.digest);
        if (!source) continue; // it changed once more meanwhile: that is on its way
        this.drop(id);
        this.put(id, row, source);
      }
      const thing = this.things.get(id)!;
      thing.row = row;
      this.place(thing, new Matrix4().set(...(row.matrix as Parameters<Matrix4["set"]>)));
    }
    const shown = new Set([...this.things.values()].map((thing) => thing.row.digest));
    sweep(shown);
    for (const [digest, old] of this.dropped) {
      // Corners that something else still shows stay with the graphics card; disposing of their geometry frees them.
      if (shown.has(digest)) { for (const name of Object.keys(old.attributes)) old.deleteAttribute(name); old.index = null; }
      old.dispose();
    }
    this.dropped = [];
    this.version = change.version;
    this.cutaway.renew();
    this.mark();
    this.shade();
    this.draw();
  }

  private put(id: string, row: ThingRow, source: BufferGeometry): void {
    const group = new Group();
    group.matrixAutoUpdate = false;
    const thing: Thing = { id, row, group, meshes: [], parts: row.parts };
    const whole = this.state?.objects.some((o) => o.id === id) ?? false;
    if (whole) thing.meshes.push(this.mesh(source, row.parts));
    else for (const part of row.parts) thing.meshes.push(this.mesh(source, [part]));
    for (const mesh of thing.meshes) { mesh.userData.id = id; group.add(mesh); }
    this.things.set(id, thing);
    this.scene.add(group);
  }

  /** A mesh of some parts; parts of one material, which lie side by side, are drawn in one go. */
  private mesh(source: BufferGeometry, parts: PartRow[]): Mesh {
    const geometry = new BufferGeometry();
    for (const name of ["position", "normal", "uv"]) geometry.setAttribute(name, source.getAttribute(name));
    geometry.setIndex(source.index);
    geometry.boundingBox = source.boundingBox;
    geometry.boundingSphere = source.boundingSphere;
    const materials: Material[] = [];
    let name = "", from = 0, count = 0;
    const close = () => { if (count) { geometry.addGroup(from, count, materials.length); materials.push(this.looks.material(name)); } };
    for (const [, , material, first, number] of parts) {
      if (count && material === name && from + count === first) { count += number; continue; }
      close();
      name = material; from = first; count = number;
    }
    close();
    const mesh = new Mesh(geometry, materials);
    mesh.castShadow = mesh.receiveShadow = !this.soft;
    mesh.userData.part = parts.length === 1 ? parts[0][0] : "";
    return mesh;
  }

  private drop(id: string): void {
    const thing = this.things.get(id);
    if (!thing) return;
    this.scene.remove(thing.group);
    for (const mesh of thing.meshes) this.dropped.push([thing.row.digest, mesh.geometry]);
    this.things.delete(id);
  }

  place(thing: Thing, matrix: Matrix4): void {
    thing.group.matrix.copy(matrix);
    thing.group.updateMatrixWorld(true);
  }

  /** Show things elsewhere until the studio says where they are: `null` goes back to what it said last. */
  preview(ids: string[], change: Matrix4 | null): void {
    for (const id of ids) {
      const thing = this.things.get(id);
      if (!thing) continue;
      const own = new Matrix4().set(...(thing.row.matrix as Parameters<Matrix4["set"]>));
      this.place(thing, change ? change.clone().multiply(own) : own);
    }
    this.shade();
    this.draw();
  }

  /** Light about as the program has it: where the sun is, how bright and warm it is, lamps after dark. */
  light(state: Placed): void {
    const old = this.state;
    this.state = state;
    if (old && String(old.sun) === String(state.sun) && String(old.floor) === String(state.floor) && JSON.stringify(old.lights) === JSON.stringify(state.lights)) return; // a frame takes its time where the processor draws it
    const mood = moodOf(state);
    this.sun.color.set(mood.sunColor);
    this.sun.intensity = (this.soft ? 1.5 : 2.2) * mood.sun;
    this.scene.environmentIntensity = 0.62 * mood.sky;
    if (this.sky) { this.sky.intensity = 2.0 * mood.sky; this.sky.color.set("#f6f7ff").multiply(new Color(mood.skyColor)); this.sky.groundColor.set("#c3bbb0").multiply(new Color(mood.skyColor)); }
    this.lamps.forEach((lamp, k) => {
      const lit = mood.lamps[k];
      lamp.visible = lit !== undefined; // one that is out costs nothing
      lamp.intensity = lit?.power ?? 0;
      if (lit) { lamp.position.set(...lit.at); lamp.color.set(lit.color); }
    });
    const [x, y, z] = state.sun ?? [0.4, -0.5, 0.76];
    const low = Math.max(z, 0.45);
    this.sun.position.set(x * 14, y * 14, low * 14);
    const half = Math.max(...state.floor.map(([a, b]) => Math.hypot(a, b)), 2) + 0.5;
    const eye = this.sun.shadow.camera;
    eye.left = eye.bottom = -half; eye.right = eye.top = half; eye.near = 1; eye.far = 40;
    eye.updateProjectionMatrix();
    this.shade();
    this.draw();
  }

  shade(): void { if (!this.soft) this.renderer.shadowMap.needsUpdate = true; }

  private chosen: string | null = null;
  private over: string | null = null;
  private beside: string[] = [];

  /** Show what is selected, and what the pointer is over. */
  select(id: string | null, over: string | null, beside: string[] = []): void { this.chosen = id; this.over = over; this.beside = beside; this.mark(); this.draw(); }

  mark(): void {
    for (const child of [...this.marked.children] as Array<Mesh | LineSegments>) {
      this.marked.remove(child);
      if (child instanceof LineSegments) child.geometry.dispose();
      (child.material as Material).dispose();
    }
    for (const [id, strong] of [[this.over, false], [this.chosen, true], ...this.beside.map((each) => [each, true] as const)] as const) {
      const thing = id ? this.things.get(id) : undefined;
      if (!thing || (!strong && id === this.chosen)) continue;
      // What is chosen has its outline alone: a tint would falsify the colour that one picks for it.
      if (!strong) for (const mesh of thing.meshes) {
        const veil = new Mesh(mesh.geometry, new MeshBasicMaterial({ color: ACCENT, transparent: true, opacity: 0.1, depthWrite: false, polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -2 }));
        veil.matrixAutoUpdate = false;
        veil.matrix = thing.group.matrix; // shared: it follows a preview
        veil.matrixWorldNeedsUpdate = true;
        veil.raycast = () => {};
        this.marked.add(veil);
      }
      const row = this.state?.objects.find((o) => o.id === id);
      if (strong && row) this.marked.add(frame(row, thing));
    }
  }

  /** What part of a thing is seen from a place, 0 to 1; walls that would be hidden from there do not count. */
  seen(row: ObjectRow, eye: Vector3): number {
    const now = this.camera.position.clone(), ray = new Raycaster();
    this.camera.position.copy(eye);
    this.cutaway.update();
    const meshes = this.visible(), half = row.measured.map((side) => side * 0.35);
    const points = [[0, 0, 0], [-1, -1, 1], [1, -1, 1], [-1, 1, 1], [1, 1, 1]].map((at) => new Vector3(...row.center.map((c, k) => c + at[k] * half[k])));
    const free = points.filter((point) => {
      ray.set(eye, point.clone().sub(eye).normalize());
      ray.far = point.distanceTo(eye) - 0.02;
      const first = ray.intersectObjects(meshes, false)[0];
      return !first || first.object.userData.id === row.id;
    });
    this.camera.position.copy(now);
    this.cutaway.update();
    return free.length / points.length;
  }

  private visible(): Mesh[] { return [...this.things.values()].filter((t) => t.group.visible).flatMap((t) => t.meshes.filter((m) => m.visible)); }

  /** What is under a point of the canvas, nearest first; walls that are hidden do not count. */
  pick(x: number, y: number): Intersection | null {
    const ray = new Raycaster();
    ray.setFromCamera(new Vector2(x, y), this.camera);
    return ray.intersectObjects(this.visible(), false)[0] ?? null;
  }
}

/** The corners of an object's own box, in its frame. */
function frame(row: ObjectRow, thing: Thing): LineSegments {
  const inverse = new Matrix4().set(...(thing.row.matrix as Parameters<Matrix4["set"]>)).invert();
  const middle = new Vector3(...row.center).applyMatrix4(inverse);
  const half = row.measured.map((side) => side / 2 + 0.008);
  const reach = Math.min(0.16, Math.max(0.03, Math.min(...row.measured) * 0.3));
  const points: number[] = [];
  for (const sx of [-1, 1]) for (const sy of [-1, 1]) for (const sz of [-1, 1]) {
    const corner = [middle.x + sx * half[0], middle.y + sy * half[1], middle.z + sz * half[2]];
    [sx, sy, sz].forEach((sign, axis) => {
      const end = [...corner];
      end[axis] -= sign * Math.min(reach, half[axis]);
      points.push(...corner, ...end);
    });
  }
  const geometry = new BufferGeometry().setAttribute("position", new BufferAttribute(new Float32Array(points), 3));
  const lines = new LineSegments(geometry, new LineBasicMaterial({ color: ACCENT, depthTest: false, transparent: true }));
  lines.renderOrder = 10;
  lines.matrixAutoUpdate = false;
  lines.matrix = thing.group.matrix;
  lines.matrixWorldNeedsUpdate = true;
  return lines;
}
