// The room in 3D beside its marks: drawn anew after each of them.
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Vector3 } from "three";
import { Ghosts } from "./ghosts";
import { chosen, drawn, drawing, drawnOf, marks, markUrl, pending, size, things, tool, undrawn, usualHeight, wrong } from "./marks";
import type { Placed } from "./messages";
import { Stage } from "./stage";
import { dark } from "./store";
import { World } from "./world";
import { signal } from "@preact/signals";

/** As the picture's camera sees it, or from wherever one turns it. */
const asPicture = signal(false);
export const large = signal(false);

export function SketchView() {
  const canvas = useRef<HTMLCanvasElement>(null), box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    const world = new World(element, markUrl), stage = new Stage(world, element, () => {}), ghosts = new Ghosts();
    world.scene.add(ghosts.group);
    (window as unknown as { studio: unknown }).studio = { world, stage, ghosts: () => pending.peek().blocks.map((t) => t.id), built: () => drawnOf.peek() === things.peek() && world.version === drawn.peek()?.scene.version };
    /** Blocks for what is not built yet; what is marked otherwise by now is not shown as it was. */
    const settle = () => {
      const { blocks, hidden } = pending.peek();
      ghosts.show(blocks, drawn.peek(), size.peek(), usualHeight);
      for (const [id, thing] of world.things) if (id !== "room") thing.group.visible = !hidden.includes(id);
      world.draw();
    };
    const observer = new ResizeObserver(() => stage.resize(box.current!.clientWidth, box.current!.clientHeight));
    observer.observe(box.current!);
    let framed: Placed | null = null;
    const stops = [
      effect(() => {
        const room = drawn.value;
        if (!room) return;
        world.light(room);
        void world.take(room.scene).then(settle); // until then the blocks stand
        if (!framed) stage.whole(room);
        else stage.follow(framed, room);
        framed = room;
        if (asPicture.peek()) stage.enter("reference", room);
      }),
      effect(() => { const mode = asPicture.value ? "reference" : "orbit"; if (drawn.peek()) stage.enter(mode, drawn.peek()!); }),
      effect(() => { void pending.value; if (world.version === (drawn.peek()?.scene.version ?? 0)) settle(); }),
      effect(() => { world.background(dark.value ? "#2b2e33" : "#dfe1e4"); }),
      effect(() => { world.select(chosen.value, null); }),
    ];
    let down: [number, number] | null = null;
    element.addEventListener("pointerdown", (event) => { down = [event.clientX, event.clientY]; });
    element.addEventListener("pointerup", (event) => {
      if (!down || Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4) return;
      const r = element.getBoundingClientRect();
      const id = world.pick((event.clientX - r.left) / r.width * 2 - 1, 1 - (event.clientY - r.top) / r.height * 2)?.object.userData.id as string | undefined;
      if (id && things.value.some((t) => t.id === id)) { chosen.value = id; tool.value = "pick"; }
      down = null;
    });
    const look = effect(() => {
      const row = drawn.peek()?.objects.find((o) => o.id === chosen.value);
      if (row && large.peek()) stage.look(new Vector3(...row.center), Math.max(...row.measured));
    });
    return () => { observer.disconnect(); look(); for (const stop of stops) stop(); };
  }, []);
  return (
    <section class="sketch" ref={box} aria-label="The room so far">
      <canvas ref={canvas} tabIndex={0} aria-label="The room so far, in 3D" />
      <div class="tools">
        <button aria-pressed={asPicture.value} title="Through the picture's own camera" onClick={() => { asPicture.value = !asPicture.value; }}>as pictured</button>
        <button aria-pressed={large.value} onClick={() => { large.value = !large.value; }}>{large.value ? "smaller" : "larger"}</button>
      </div>
      {!drawn.value && <p class="quiet middle">{undrawn.value || wrong.value || (drawing.value || marks.value.floor_px ? "Building what is marked …" : "Mark the floor: the room stands here as you go.")}</p>}
      {drawn.value && undrawn.value && <p class="bad below">{undrawn.value}</p>}
      {drawing.value && drawn.value && <span class="busy corner" title="being built">{pending.value.blocks.length ? `${pending.value.blocks.length === 1 ? "a block stands" : "blocks stand"} in until built` : ""}</span>}
    </section>
  );
}
