// The keys of the page on which a picture is marked.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export const help = signal(false);

const KEYS: Array<[string, string]> = [
  ["V  B  O", "pick; draw a box; click a thing for its outline"], ["F  T", "the floor; the inner edge of the walls' tops: click the corners, Enter closes, Esc drops them"],
  ["D  W  L", "a door, a window: along the foot of its wall; a length you know"], ["letters, Enter", "right after a box: its name"],
  ["N", "a box in the middle"], ["arrows", "move what is chosen; with Shift size it; with Alt in larger steps"], ["X, Delete", "take it out"],
  ["Ctrl-Z, Ctrl-Shift-Z", "undo, redo"], ["wheel, 0", "nearer; the whole picture"], ["middle button", "drag the picture"], ["Esc", "choose nothing"], ["?", "this list"],
];

export function MarkKeys() {
  const shut = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (help.value) shut.current?.focus(); }, [help.value]);
  if (!help.value) return null;
  return (
    <div class="sheet at-right" role="dialog" aria-label="Keys" onKeyDown={(event) => { if (event.key === "Escape") { help.value = false; event.stopPropagation(); } }}>
      <div class="head"><strong>Keys</strong><button ref={shut} class="plain" aria-label="Close" onClick={() => { help.value = false; }}>✕</button></div>
      <dl class="keys">{KEYS.map(([key, what]) => [<dt key={key}><kbd>{key}</kbd></dt>, <dd>{what}</dd>])}</dl>
    </div>
  );
}
