// The program: follows the room, and the room follows it.
import { effect } from "@preact/signals";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { ask, current, outside, past, refused, room, selected, slow } from "./store";

/** Milliseconds without a key after which what was written is tried. */
const PAUSE = 900;
/** The cell that the program begins with, for a person. */
const ROOM = "# %% room";
const fromRoom = Annotation.define<boolean>();
const mark = StateEffect.define<Array<[number, number]>>();
const dirty = signal(false), stale = signal(false), trying = signal(false);

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const each of transaction.effects) if (each.is(mark)) {
      const rows = each.value.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, k) => first + k)).filter((n) => n >= 1 && n <= transaction.state.doc.lines).sort((a, b) => a - b);
      return Decoration.set(rows.map((n) => Decoration.line({ class: "cm-thing" }).range(transaction.state.doc.line(n).from)));
    }
    return value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" }, { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" }, { tag: tags.keyword, color: "var(--code-keyword)" },
  { tag: [tags.function(tags.variableName)], color: "var(--code-call)" },
]);

export function Code() {
  const box = useRef<HTMLDivElement>(null);
  const keep = useRef<() => void>(() => {});
  const theirs = useRef<() => void>(() => {});
  useEffect(() => {
    let base = 0, timer = 0, following = false;
    const view = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        extensions: [
          lineNumbers(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(), python(), indentUnit.of("    "),
          syntaxHighlighting(colours), marks, lintGutter(), EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": "The program", tabindex: "0" }),
          keymap.of([{ key: "Mod-s", preventDefault: true, run: () => { void send(); return true; } }, indentWithTab, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((t) => t.annotation(fromRoom))) {
              dirty.value = true;
              clearTimeout(timer);
              timer = window.setTimeout(() => void send(), PAUSE);
            }
            if (update.selectionSet && !update.docChanged && !following && view.hasFocus) pickLine(update.state.doc.lineAt(update.state.selection.main.head).number);
          }),
        ],
      }),
    });
    const pickLine = (line: number) => {
      const state = room.value;
      if (!state || dirty.value) return;
      const own = state.objects.find((o) => o.lines.some(([first, last]) => line >= first && line <= last));
      const shell = Object.entries(state.lines).find(([, at]) => at === line);
      const id = own?.id ?? shell?.[0];
      if (id && id !== selected.value) { following = true; selected.value = id; following = false; }
    };
    const send = async () => {
      clearTimeout(timer);
      const text = view.state.doc.toString();
      if (!room.value || (!dirty.value && !refused.value)) return;
      trying.value = true;
      refused.value = null;
      const done = await ask({ do: "text", text, base });
      trying.value = false;
      if (done && view.state.doc.toString() === text) { dirty.value = false; stale.value = false; }
    };
    keep.current = () => { base = room.value!.version; stale.value = false; dirty.value = true; void send(); };
    theirs.current = () => { dirty.value = false; stale.value = false; refused.value = null; show(room.value!.text, room.value!.version); };
    const show = (text: string, version: number) => {
      base = version;
      const old = view.state.doc.toString();
      if (old === text) return;
      let from = 0, end = 0;
      while (from < old.length && from < text.length && old[from] === text[from]) from++;
      while (end < old.length - from && end < text.length - from && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
      view.dispatch({ changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) }, annotations: fromRoom.of(true) });
      const begins = old ? -1 : text.indexOf(ROOM); // before it are lines that nobody edits
      if (begins > 0) view.dispatch({ effects: EditorView.scrollIntoView(begins, { y: "start" }) });
    };
    const stops = [
      effect(() => {
        const state = room.value;
        if (!state) return;
        if (state.text === view.state.doc.toString()) { base = state.version; dirty.value = stale.value = false; }
        else if (dirty.peek() && !trying.peek()) { if (base !== state.version) stale.value = true; }
        else if (!dirty.peek()) show(state.text, state.version);
      }),
      effect(() => {
        const row = current.value, id = selected.value, state = room.value;
        const lines: Array<[number, number]> = row ? row.lines : id && state?.lines[id] ? [[state.lines[id], state.lines[id]]] : [];
        const effects: StateEffect<unknown>[] = [mark.of(lines)];
        if (lines.length && !view.hasFocus && lines[0][0] <= view.state.doc.lines) effects.push(EditorView.scrollIntoView(view.state.doc.line(lines[0][0]).from, { y: "center" }));
        view.dispatch({ effects });
      }),
      effect(() => {
        const wrong = refused.value;
        const line = wrong?.line && wrong.line <= view.state.doc.lines ? view.state.doc.line(wrong.line) : null;
        const from = line ? Math.min(line.to, line.from + Math.max(0, (wrong!.column ?? 1) - 1)) : 0;
        view.dispatch(setDiagnostics(view.state, wrong && line ? [{ from, to: Math.max(from, line.to), severity: "error", message: wrong.message }] : []));
        if (line) view.dispatch({ effects: EditorView.scrollIntoView(line.from, { y: "center" }) });
      }),
    ];
    return () => { for (const stop of stops) stop(); view.destroy(); };
  }, []);
  return (
    <section class="code" aria-label="Program">
      <header><strong>scene.py</strong><span class="quiet">{past.value ? "today’s, not what you look at" : trying.value || slow.value ? "trying …" : refused.value ? "refused" : dirty.value ? "not tried yet" : outside.value ? "the file differs" : "in step"}</span></header>
      <div class={past.value ? "editor dimmed" : "editor"} ref={box} inert={past.value !== null} />
      {refused.value && <p class="refused" role="alert">{refused.value.line ? `Line ${refused.value.line}: ` : ""}{refused.value.message} <button onClick={() => theirs.current()}>Back to the room's program</button></p>}
      {stale.value && <p class="refused" role="alert">The room was changed meanwhile. <button onClick={() => keep.current()}>Keep mine</button> <button onClick={() => theirs.current()}>Take theirs</button></p>}
    </section>
  );
}
