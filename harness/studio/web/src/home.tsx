// The start: every run as a card with picture and render side by side.
import { useEffect, useState } from "preact/hooks";
import { base } from "./store";

interface Card { key: string; name: string; when: string; example: boolean; input: boolean; render: boolean; open: boolean; marks: boolean }

export function Home() {
  const [cards, setCards] = useState<Card[] | null>(null);
  const [opening, setOpening] = useState("");
  useEffect(() => { void fetch(`${base}home`).then((answer) => answer.json()).then(setCards); }, []);
  const [bringing, setBringing] = useState("");
  const bring = async (file: File) => {
    setBringing("Looking at it …");
    const answer = await fetch(`${base}mark?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    const got = await answer.json() as { mark?: string; error?: string };
    if (got.mark) location.href = `${base}mark/${got.mark}/`;
    else setBringing(got.error ?? "It cannot be used");
  };
  const open = async (key: string, marks: boolean) => {
    if (marks) { location.href = `${base}mark/${key}/`; return; }
    setOpening(key);
    const answer = await fetch(`${base}open`, { method: "POST", body: key });
    if (answer.ok) location.href = `${base}room/${((await answer.json()) as { room: string }).room}/`;
    else setOpening("");
  };
  return (
    <main class="home">
      <header><img src={`${base}page/icon.svg`} alt="" /><h1>Drawing Room <span>studio</span></h1></header>
      <p class="lead">Choose a room. What you change here is one line in its program; what you write there shows here.</p>
      <label class="drop" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); const file = event.dataTransfer?.files[0]; if (file) void bring(file); }}>
        <input type="file" accept="image/*" onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) void bring(file); }} />
        <strong>{bringing || "Drop a picture of a room here, or choose one"}</strong>
        <span class="quiet">seen from above; you mark what is in it, the team builds it</span>
      </label>
      {!cards ? <p class="quiet">Looking for rooms …</p> : (
        <ul class="cards">
          {cards.map((card) => (
            <li key={card.key}>
              <button class="card" disabled={opening !== ""} onClick={() => void open(card.key, card.marks)}>
                <span class="pair">
                  {card.input ? <img src={`${base}card/${card.key}/input`} alt="picture" /> : <span class="none">no picture</span>}
                  {card.render ? <img src={`${base}card/${card.key}/render`} alt="render" /> : <span class="none">{card.marks ? "not built yet" : "not drawn yet"}</span>}
                </span>
                <strong>{card.name}</strong>
                <small>{opening === card.key ? "opening …" : card.example ? "shipped with this project; opens as a copy" : card.when}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
