// Edits that several panels make.
import { also, carried, chosenRoots, edits, freeId, objects, say, selected } from "./store";

export async function duplicate(id: string): Promise<void> {
  const ids = also.value.length ? chosenRoots() : [id], taken = new Set<string>();
  const made = ids.map((each) => freeId(each.replace(/_\d+$/, ""), taken));
  const row = objects.value.get(id);
  if (!row) return;
  const beside = Math.min(0.6, Math.max(0.1, row.measured[0] * 0.5));
  const done = await edits(ids.map((each, k) => ["duplicate", each, made[k], "--by", beside, 0]));
  if (done) { selected.value = made[0]; also.value = made.slice(1); }
}

export async function remove(id: string): Promise<void> {
  if (!objects.value.has(id)) { say(`${id} belongs to the room: take its line out of the code`, true); return; }
  const ids = also.value.length ? chosenRoots() : [id], along = ids.flatMap(carried);
  if (await edits(ids.map((each) => ["remove", each, ...(carried(each).length ? ["--children"] : [])]))) {
    say(`${ids.join(", ")} out${along.length ? `, with ${along.join(", ")}` : ""}`);
    selected.value = null;
    also.value = [];
  }
}

/** Move everything that is selected by the same. */
export const moveAll = (x: number, y: number): ReturnType<typeof edits> => edits(chosenRoots().map((id) => ["move", id, "--by", x, y]));
