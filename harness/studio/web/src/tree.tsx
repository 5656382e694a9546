// Everything in the room, what stands on what.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ObjectRow } from "./messages";
import { also, findings, hovered, past, pick, room, selected } from "./store";
import { focusOn } from "./viewport";

export function Tree() {
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const state = room.value;
  useEffect(() => { list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }); }, [selected.value]);
  const all = past.value?.room.objects ?? state?.objects ?? []; // of what is looked at
  const fits = (o: ObjectRow) => !query || `${o.id} ${o.category}`.toLowerCase().includes(query.toLowerCase());
  const below = (id: string | null): ObjectRow[] => all.filter((o) => o.on === id);
  const shell = Object.keys(state?.lines ?? {}).filter((id) => !["sun", "sky"].includes(id));
  const wrong = new Set((findings.value ?? []).flatMap((f) => f.objects.slice(0, 1)));
  const branch = (o: ObjectRow, depth: number): preact.JSX.Element[] => [
    ...(query && !fits(o) ? [] : [<Leaf key={o.id} o={o} depth={query ? 0 : depth} wrong={wrong.has(o.id)} />]),
    ...below(o.id).flatMap((child) => branch(child, depth + 1)),
  ];
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const rows = [...list.current!.querySelectorAll<HTMLElement>("[data-id]")].map((row) => row.dataset.id!);
    const at = rows.indexOf(selected.value ?? "");
    pick(rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))] ?? null);
  };
  return (
    <nav class="tree" aria-label="Things in the room">
      <input type="search" placeholder="Find a thing" aria-label="Find a thing" value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      <div class="list" role="tree" aria-label="Things in the room" aria-multiselectable="true" tabIndex={0} aria-activedescendant={selected.value ? `leaf-${selected.value}` : undefined} ref={list} onKeyDown={keys}>
        {below(null).flatMap((o) => branch(o, 0))}
        {shell.filter((id) => !query || id.includes(query.toLowerCase())).map((id) => (
          <div key={id} id={`leaf-${id}`} role="treeitem" data-id={id} aria-selected={selected.value === id} class="leaf shell" onClick={() => pick(id)}>
            <i class="chip hollow" />{id}
          </div>
        ))}
      </div>
    </nav>
  );
}

/** Select everything in the list from what is selected to a row. */
function range(leaf: HTMLElement, id: string): void {
  const rows = [...leaf.parentElement!.querySelectorAll<HTMLElement>("[data-id]:not(.shell)")].map((row) => row.dataset.id!);
  const [from, to] = [rows.indexOf(selected.value!), rows.indexOf(id)];
  if (from < 0) { pick(id); return; }
  also.value = rows.slice(Math.min(from, to), Math.max(from, to) + 1).filter((each) => each !== selected.value);
}

function Leaf({ o, depth, wrong }: { o: ObjectRow; depth: number; wrong: boolean }) {
  const [r, g, b] = o.color ?? [128, 128, 128];
  return (
    <div id={`leaf-${o.id}`} role="treeitem" data-id={o.id} aria-selected={selected.value === o.id || also.value.includes(o.id)} class="leaf" style={{ paddingLeft: `${10 + depth * 14}px` }}
      onClick={(event) => { if (event.shiftKey && selected.value) range(event.currentTarget, o.id); else pick(o.id, event.ctrlKey || event.metaKey); }} onDblClick={() => focusOn(o.id)}
      onPointerEnter={() => { hovered.value = o.id; }} onPointerLeave={() => { hovered.value = null; }}>
      <i class="chip" style={{ background: `rgb(${r},${g},${b})` }} /><span class="id">{o.id}</span>
      {o.placeholder && <small title="No geometry builds it yet">box</small>}
      {wrong && <small class="bad" title="See the findings">!</small>}
    </div>
  );
}
