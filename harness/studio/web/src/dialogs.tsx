// What opens over the room: keys, findings, adding, taking away, a drawn picture.
import { useEffect, useState } from "preact/hooks";
import { freeSpot } from "./actions";
import { draw, expected } from "./bar";
import { Busy } from "./busy";
import type { Word } from "./messages";
import { Sheet } from "./sheet_box";
import { ask, busy, drawn, edit, edits, findings, freeId, panel, room, say, selected, words } from "./store";
import { TakeAway } from "./take_away";
import { Tile } from "./tile";
import { floorPoint, focusOn } from "./viewport";

/** Pixels of a picture that is drawn finer. */
const FINE = 1600;

export function Dialogs() {
  const close = () => { panel.value = ""; };
  return (
    <>
      {panel.value === "help" && <Sheet title="Keys" close={close}><Help /></Sheet>}
      {panel.value === "findings" && <Sheet title="What is wrong" close={close} side="left"><FindingList /></Sheet>}
      {panel.value === "history" && <Sheet title="History" close={close} side="left"><Steps /></Sheet>}
      {panel.value === "add" && <Sheet title="Add a thing" close={close} side="left"><Add close={close} /></Sheet>}
      {panel.value === "export" && <Sheet title="Take away" close={close}><TakeAway /></Sheet>}
      {drawn.value && (
        <Sheet title={drawn.value.name} close={() => { drawn.value = null; }} wide>
          <img class="drawn" src={drawn.value.url} alt={drawn.value.said ? drawn.value.name : "The room, drawn"} />
          {!drawn.value.said && <p class="under"><a class="button" href={drawn.value.url} download={drawn.value.name}>Save</a> {busy.value === "picture" ? <Busy key="picture" what="Drawing" about={expected.value} /> : !drawn.value.fine && <button onClick={() => void draw("final", FINE)}>Draw finer, {FINE} pixels wide</button>}</p>}
        </Sheet>
      )}
    </>
  );
}

const KEYS: Array<[string, string]> = [
  ["G  R  S", "move, turn, size; then X Y Z for an axis, type a number, Enter or click keeps, Esc gives up"],
  ["Ctrl", "while moving: to a grid of 10 cm"],
  ["Alt", "while moving: no snapping to walls and neighbours"],
  ["Shift-click", "select it as well (in the tree: all up to it): they move, double and go together"], ["Ctrl-click, Ctrl-A", "select it as well; everything"],
  ["M", "measure between two points"],
  ["Shift-D", "one more of it"], ["X, Delete", "take it out, with what stands on it"],
  ["Ctrl-Z, Ctrl-Shift-Z", "undo, redo"], ["Shift-A", "add a thing"],
  ["F, numpad .", "look at what is selected"], ["Home", "the whole room"],
  ["numpad 1 3 7", "from the front, the right, above"], ["numpad 0", "the picture's camera"],
  ["W A S D", "while walking: go"], ["F12", "draw this view with real light"],
  ["Ctrl-S", "in the code: keep it"], ["Esc, then Tab", "out of the code, to what comes next"], ["Esc", "select nothing"], ["?", "this list"],
];
const Help = () => <dl class="keys">{KEYS.map(([key, what]) => [<dt key={key}><kbd>{key}</kbd></dt>, <dd>{what}</dd>])}</dl>;

function FindingList() {
  const list = findings.value;
  return (
    <>
      <p><button class="first" onClick={() => void ask({ do: "check", fix: true }).then((done) => { if (done) say(done.note); })}>Mend contacts and gaps</button></p>
      {list?.length === 0 && <p class="quiet">All in order.</p>}
      <ul class="rows">
        {list?.map((f, k) => (
          <li key={k}>
            <button class="link" disabled={!f.objects.length} onClick={() => { selected.value = f.objects[0]; focusOn(f.objects[0]); }}><b>{f.kind}</b> {f.problem}</button>
            {f.remedy && <button onClick={() => void edit(...f.remedy!)}>Mend</button>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Steps() {
  return (
    <ol class="rows steps">
      {room.value?.history.map((step) => <li key={step.number}><b>{step.number}</b> {step.why} <small>{step.by} {step.when.slice(11, 16)}</small></li>)}
    </ol>
  );
}

function Add({ close }: { close(): void }) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<Word[]>([]);
  useEffect(() => {
    let late = false;
    void words(query).then((list) => { if (!late) setFound(list); });
    return () => { late = true; };
  }, [query]);
  const put = async (word: Word) => {
    const id = freeId(word.name), spot = freeSpot(word, floorPoint());
    close();
    const done = word.as ? await edits([["add", id, word.name, ...spot.words], ["set", id, word.as]]) : await edit("add", id, word.name, ...spot.words);
    if (done) { selected.value = id; say([word.as ? `${id}: a ${word.name}, ${word.as.replace("=", " ")}.` : done.note, ...(spot.free ? [] : ["no place is free: move it"])].join(" ")); }
  };
  return (
    <>
      <input type="search" id="add-word" placeholder="sofa, reading lamp, rug …" aria-label="What to add" value={query} onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === "Enter" && found[0]) void put(found[0]); }} />
      <ul class="rows">
        {found.map((word) => (
          <li key={word.name}><button class="link word" onClick={() => void put(word)}><Tile word={word.word} /> <b>{word.name}</b>{word.called !== word.name && <> ({word.called})</>} <small>{word.size.map((s) => s.toFixed(2)).join(" × ")} m · {word.mount}</small></button></li>
        ))}
      </ul>
      <p class="quiet">It stands where it is free, next to the middle of what you look at; a small thing on what is selected.</p>
    </>
  );
}
