// A doll's house: a wall is drawn only while the camera is on its inner side, the ceiling only from below.
import { Box3, Vector3 } from "three";
import type { Vec2 } from "./messages";
import type { World } from "./world";

interface Hidable { show(visible: boolean): void; at: Vector3; inward: Vector3 }
/** How far from a wall's line, metres, what hangs on it may be. */
const NEAR = 0.35;

export class Cutaway {
  on = true;
  private walls: Hidable[] = [];
  private lids: Array<(visible: boolean) => void> = [];

  constructor(private world: World) {}

  /** Find out which parts are walls, and what belongs to each. */
  renew(): void {
    this.walls = [];
    this.lids = [];
    const state = this.world.state;
    if (!state) return;
    const edges = state.floor.map((start, k) => edge(start, state.floor[(k + 1) % state.floor.length]));
    for (const thing of this.world.things.values()) {
      const row = state.objects.find((o) => o.id === thing.id);
      if (thing.id === "room") {
        for (const mesh of thing.meshes) {
          const part = mesh.userData.part as string;
          const show = (visible: boolean) => { mesh.visible = visible; };
          if (/^(ceiling|slab)/.test(part)) this.lids.push(show);
          else if (/^(wall|cap|skirting|cornice)\.(\d+)/.test(part)) {
            // Parts of the shell share their corners: the bounds of one are those of its own triangles.
            const box = bounds(mesh.geometry.getAttribute("position"), mesh.geometry.index!, thing.parts.find(([name]) => name === part)!);
            this.hang(show, box.getCenter(new Vector3()), edges, 1);
          }
        }
      } else if (row ? row.mount === "wall" : thing.group.children.length) {
        const at = row ? new Vector3(...row.center) : new Vector3().setFromMatrixPosition(thing.group.matrix);
        this.hang((visible) => { thing.group.visible = visible; }, at, edges, NEAR);
      } else if (row?.mount === "ceiling") this.lids.push((visible) => { thing.group.visible = visible; });
    }
  }

  private hang(show: (visible: boolean) => void, at: Vector3, edges: Edge[], near: number): void {
    let best = near, found: Edge | null = null;
    for (const candidate of edges) {
      const gap = distance(at, candidate);
      if (gap < best) { best = gap; found = candidate; }
    }
    if (found) this.walls.push({ show, at: new Vector3(...found.start, 0), inward: found.inward });
  }

  /** Hide what is in the way of the camera. */
  update(): void {
    const eye = this.world.camera.position;
    for (const wall of this.walls) wall.show(!this.on || eye.clone().sub(wall.at).dot(wall.inward) > -0.02);
    const under = !this.on || eye.z < (this.world.state?.height ?? 3);
    for (const show of this.lids) show(under);
  }
}

interface Edge { start: Vec2; along: Vector3; length: number; inward: Vector3 }

function edge(start: Vec2, end: Vec2): Edge {
  const along = new Vector3(end[0] - start[0], end[1] - start[1], 0);
  const length = along.length();
  along.normalize();
  return { start, along, length, inward: new Vector3(-along.y, along.x, 0) };
}

function distance(at: Vector3, { start, along, length, inward }: Edge): number {
  const way = new Vector3(at.x - start[0], at.y - start[1], 0);
  const t = way.dot(along);
  const beyond = Math.max(0, -t, t - length);
  return Math.hypot(way.dot(inward), beyond);
}

function bounds(position: { getX(i: number): number; getY(i: number): number; getZ(i: number): number }, index: { getX(i: number): number }, [, , , first, count]: [string, string, string, number, number]): Box3 {
  const box = new Box3(), point = new Vector3();
  for (let k = first; k < first + count; k++) {
    const i = index.getX(k);
    box.expandByPoint(point.set(position.getX(i), position.getY(i), position.getZ(i)));
  }
  return box;
}
