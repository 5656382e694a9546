// What is marked and not built yet, as plain blocks where the solved camera sees them: at once, until the studio has built it.
import { BoxGeometry, BufferGeometry, EdgesGeometry, Euler, Group, LineBasicMaterial, LineSegments, MathUtils, Mesh, MeshBasicMaterial, type Material, Vector3 } from "three";
import type { Box, ThingMark } from "./marks";
import type { ObjectRow, Placed, Vec2, ViewRow } from "./messages";

/** Metres: how high something is of which nothing is known yet, where what hangs on a wall begins, and the least that is drawn. */
const HIGH = 0.45, HANGS = 1.2, LEAST = 0.03;

/** Where a pixel of the picture meets a level plane. */
function onPlane(view: ViewRow, [u, v]: Vec2, z: number, [wide, high]: Vec2): Vec2 {
  const x = view.shift[0] + u / wide - 0.5, y = view.shift[1] + (0.5 - v / high) * high / wide;
  const turn = new Euler(...view.rotation.map(MathUtils.degToRad) as [number, number, number], "ZYX");
  const from = new Vector3(...view.at), way = new Vector3(0, 0, -1);
  if (view.ortho) from.add(new Vector3(x * view.ortho, y * view.ortho, 0).applyEuler(turn));
  else way.set(x / view.focal, y / view.focal, -1);
  way.applyEuler(turn);
  const far = (z - from.z) / way.z;
  return [from.x + way.x * far, from.y + way.y * far];
}

/** The block that fills a box in the picture, standing level: its nearer sides are seen at its foot, its farther ones at its top. */
export function block(view: ViewRow, box: Box, low: number, high: number, size: Vec2): { at: Vector3; size: Vector3 } {
  const [a, b, c, d] = box, corners: Vec2[] = [[a, b], [c, b], [c, d], [a, d]];
  const spans = [low, low + high].map((z) => {
    const points = corners.map((p) => onPlane(view, p, z, size));
    return [0, 1].map((axis) => [Math.min(...points.map((p) => p[axis])), Math.max(...points.map((p) => p[axis]))] as Vec2);
  });
  const [xs, ys] = [0, 1].map((axis) => {
    const from = Math.max(spans[0][axis][0], spans[1][axis][0]), to = Math.min(spans[0][axis][1], spans[1][axis][1]), middle = (from + to) / 2;
    return to - from > LEAST ? [from, to] : [middle - LEAST / 2, middle + LEAST / 2];
  });
  return { at: new Vector3((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, low + high / 2), size: new Vector3(xs[1] - xs[0], ys[1] - ys[0], high) };
}

/** How high a thing begins, and how high it is, as far as that is known. */
function heights(t: ThingMark, usual: number | undefined, room: Placed, built: Map<string, ObjectRow>): Vec2 {
  const high = t.height ?? usual ?? HIGH;
  if (t.elevation !== undefined) return [t.elevation, high];
  if (t.on) return [built.get(t.on)?.high[2] ?? HIGH, high];
  if (t.mount === "wall") return [Math.max(0, HANGS - high / 2), high];
  if (t.mount === "ceiling") return [Math.max(0, room.height - high), high];
  return [0, high];
}

export class Ghosts {
  readonly group = new Group();

  /** Show blocks for these things, and only for them. */
  show(things: ThingMark[], room: Placed | null, size: Vec2 | null, usual: (category: string) => number | undefined): void {
    for (const child of [...this.group.children] as Array<Mesh<BufferGeometry, Material>>) { this.group.remove(child); child.geometry.dispose(); child.material.dispose(); }
    const view = room?.views.find((each) => each.name === "reference");
    if (!room || !view || !size) return;
    const built = new Map(room.objects.map((o) => [o.id, o]));
    for (const t of things) {
      const [low, high] = heights(t, usual(t.category), room, built), found = block(view, t.box, low, high, size);
      const shape = new BoxGeometry(found.size.x, found.size.y, found.size.z);
      const body = new Mesh(shape, new MeshBasicMaterial({ color: "#f0a63c", transparent: true, opacity: 0.35, depthWrite: false }));
      const edges = new LineSegments(new EdgesGeometry(shape), new LineBasicMaterial({ color: "#f0a63c" }));
      for (const each of [body, edges]) { each.position.copy(found.at); each.userData.id = t.id; this.group.add(each); }
    }
  }
}
