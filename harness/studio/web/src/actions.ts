// Edits that several panels make.
import { carried, edit, freeId, objects, say, selected } from "./store";

export async function duplicate(id: string): Promise<void> {
  const row = objects.value.get(id);
  if (!row) return;
  const made = freeId(id.replace(/_\d+$/, ""));
  const beside = Math.min(0.6, Math.max(0.1, row.measured[0] * 0.5));
  if (await edit("duplicate", id, made, "--by", beside, 0)) selected.value = made;
}

export async function remove(id: string): Promise<void> {
  if (!objects.value.has(id)) { say(`${id} belongs to the room: take its line out of the code`, true); return; }
  const along = carried(id);
  if (await edit("remove", id, ...(along.length ? ["--children"] : []))) {
    say(along.length ? `${id} is out, with ${along.join(", ")}` : `${id} is out`);
    selected.value = null;
  }
}
