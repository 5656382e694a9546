// The start: every run as a card with picture and render side by side.
import { useEffect, useState } from "preact/hooks";
import { base } from "./store";
import { terms, TermsForm } from "./terms";

interface Card { key: string; name: string; when: string; example: boolean; input: boolean; render: boolean; open: boolean; marks: boolean }

interface Got { mark?: string; room?: string; error?: string }
const SCANS = /\.(npz|npy|ply|pcd|las|laz|xyz|csv|pts|asc|obj|stl|glb)$/i; // as `room run` reads them

function follow(got: Got, wrong: (text: string) => void): void {
  if (got.mark) location.href = `${base}mark/${got.mark}/`;
  else if (got.room) location.href = `${base}room/${got.room}/`;
  else wrong(got.error ?? "It cannot be used");
}

export function Home() {
  const [cards, setCards] = useState<Card[] | null>(null);
  const [opening, setOpening] = useState("");
  useEffect(() => { void fetch(`${base}home`).then((answer) => answer.json()).then(setCards); }, []);
  const [bringing, setBringing] = useState("");
  const bring = async (file: File) => {
    setBringing("Looking at it …");
    const scan = SCANS.test(file.name);
    const answer = await fetch(`${base}${scan ? "scan" : "mark"}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    follow(await answer.json() as Got, setBringing);
  };
  // What goes with a picture: then the team builds it at once.
  const [masks, setMasks] = useState<File[]>([]), [sheet, setSheet] = useState<File | null>(null), [inside, setInside] = useState(false);
  const together = async (file: File) => {
    setBringing("Calling the team …");
    const files: Array<[string, File]> = [["picture", file], ...masks.map((each): [string, File] => ["mask", each]), ...(sheet ? [["marks", sheet] as [string, File]] : [])];
    const head = { files: files.map(([kind, each]) => ({ kind, name: each.name, bytes: each.size })), inside, terms: terms.value };
    const answer = await fetch(`${base}picture`, { method: "POST", body: new Blob([JSON.stringify(head), "\n", ...files.map(([, each]) => each)]) });
    follow(await answer.json() as Got, setBringing);
  };
  const given = (file: File) => void (masks.length || sheet || inside ? together(file) : bring(file));
  const [told, setTold] = useState(""), [saying, setSaying] = useState("");
  const say = async () => {
    setSaying("Calling the team …");
    const answer = await fetch(`${base}say`, { method: "POST", body: JSON.stringify({ words: told, terms: terms.value }) });
    follow(await answer.json() as Got, setSaying);
  };
  const open = async (key: string, marks: boolean) => {
    if (marks) { location.href = `${base}mark/${key}/`; return; }
    setOpening(key);
    const answer = await fetch(`${base}open`, { method: "POST", body: key });
    if (answer.ok) follow(await answer.json() as Got, setBringing);
    else setOpening("");
  };
  return (
    <main class="home">
      <header><img src={`${base}page/icon.svg`} alt="" /><h1>Drawing Room <span>studio</span></h1></header>
      <p class="lead">Choose a room. What you change here is one line in its program; what you write there shows here.</p>
      <label class="drop" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); const file = event.dataTransfer?.files[0]; if (file) given(file); }}>
        <input type="file" aria-label="A picture or a scan" onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) given(file); }} />
        <strong role="status">{bringing || "Drop a picture of a room here, or a scan of one; or choose a file"}</strong>
        <span class="quiet">a picture seen from above: you mark what is in it, the team builds it; of a point cloud the team measures all by itself</span>
      </label>
      <details class="more">
        <summary>A photo from inside the room; masks or marks that are there already</summary>
        <p class="quiet">Say this first, then drop the picture above: the team builds it at once.</p>
        <p class="actions">
          <label class="field check"><input type="checkbox" checked={inside} onChange={(event) => setInside(event.currentTarget.checked)} /> a photo taken inside the room</label>
          <label class="field">masks of its things <input type="file" multiple accept="image/*,.json" aria-label="Masks of its things" onChange={(event) => setMasks([...(event.currentTarget.files ?? [])])} /></label>
          <label class="field">marks <input type="file" accept=".json" aria-label="Marks on it" onChange={(event) => setSheet(event.currentTarget.files?.[0] ?? null)} /></label>
        </p>
      </details>
      <form class="tell" onSubmit={(event) => { event.preventDefault(); if (told.trim()) void say(); }}>
        <textarea aria-label="The room in words" rows={2} placeholder="Or say it: a small bedroom with a double bed, two nightstands and a desk under the window" value={told} onInput={(event) => setTold(event.currentTarget.value)} />
        <p><TermsForm /> <button class="main" disabled={told.trim().length < 2 || saying.endsWith("…")}>Build it</button> {saying && <span class={saying.endsWith("…") ? "busy" : "bad"} role="status">{saying}</span>}</p>
      </form>
      {!cards ? <p class="quiet">Looking for rooms …</p> : (
        <ul class="cards">
          {cards.map((card) => (
            <li key={card.key}>
              <button class="card" disabled={opening !== ""} onClick={() => void open(card.key, card.marks)}>
                <span class="pair">
                  {card.input ? <img src={`${base}card/${card.key}/input`} alt="picture" /> : <span class="none">no picture</span>}
                  {card.render ? <img src={`${base}card/${card.key}/render`} alt="render" /> : <span class="none">{card.key.startsWith("recorded-") ? "to be played" : card.marks || card.example ? "not built yet" : "not drawn yet"}</span>}
                </span>
                <strong>{card.name}</strong>
                <small>{opening === card.key ? "opening …" : card.when}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
