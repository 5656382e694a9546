// A tape measure: two points of what one sees, and how far they are apart.
import { BufferAttribute, BufferGeometry, Line, LineBasicMaterial, Vector3 } from "three";
import type { Stage } from "./stage";
import type { World } from "./world";

const COLOR = "#ff6fae";

export class Measure {
  on = false;
  private points: Vector3[] = [];
  private line: Line | null = null;

  /** The label is an element over the canvas, moved along with the line's middle. */
  constructor(private world: World, private stage: Stage, private label: HTMLElement, private say: (text: string) => void) {
    world.beforeFrame(() => this.place());
  }

  turn(on: boolean): void {
    this.on = on;
    this.points = [];
    this.show();
    this.say(on ? "click two points; Esc or M ends" : "");
  }

  /** A click on a point of the canvas, from -1 to 1. */
  click(x: number, y: number): void {
    const hit = this.world.pick(x, y);
    if (!hit) return;
    if (this.points.length === 2) this.points = [];
    this.points.push(hit.point.clone());
    this.show();
    this.say(this.points.length === 2 ? told(this.points[0], this.points[1]) : "now the other point");
  }

  get metres(): number | null { return this.points.length === 2 ? this.points[0].distanceTo(this.points[1]) : null; }

  private show(): void {
    if (this.line) { this.world.scene.remove(this.line); this.line.geometry.dispose(); (this.line.material as LineBasicMaterial).dispose(); this.line = null; }
    const [a, b] = this.points;
    this.label.textContent = a && b ? `${a.distanceTo(b).toFixed(3)} m` : a ? "·" : "";
    if (a && b) {
      const geometry = new BufferGeometry().setAttribute("position", new BufferAttribute(new Float32Array([...a.toArray(), ...b.toArray()]), 3));
      this.line = new Line(geometry, new LineBasicMaterial({ color: COLOR, depthTest: false, transparent: true }));
      this.line.renderOrder = 11;
      this.world.scene.add(this.line);
    }
    this.world.draw();
  }

  private place(): void {
    const [a, b] = this.points;
    this.label.hidden = !a;
    if (!a) return;
    const at = (b ? a.clone().add(b).multiplyScalar(0.5) : a.clone()).project(this.stage.camera);
    this.label.style.left = `${(at.x + 1) * 50}%`;
    this.label.style.top = `${(1 - at.y) * 50}%`;
  }
}

function told(a: Vector3, b: Vector3): string {
  const [x, y, z] = b.clone().sub(a).toArray().map((v) => Math.abs(v).toFixed(3));
  return `${a.distanceTo(b).toFixed(3)} m; along x ${x}, y ${y}, up ${z}`;
}
