// The start: every run as a card with picture and render side by side.
import { useEffect, useState } from "preact/hooks";
import { base } from "./store";

interface Card { key: string; name: string; when: string; example: boolean; input: boolean; render: boolean; open: boolean }

export function Home() {
  const [cards, setCards] = useState<Card[] | null>(null);
  const [opening, setOpening] = useState("");
  useEffect(() => { void fetch(`${base}home`).then((answer) => answer.json()).then(setCards); }, []);
  const open = async (key: string) => {
    setOpening(key);
    const answer = await fetch(`${base}open`, { method: "POST", body: key });
    if (answer.ok) location.href = `${base}room/${((await answer.json()) as { room: string }).room}/`;
    else setOpening("");
  };
  return (
    <main class="home">
      <header><img src={`${base}page/icon.svg`} alt="" /><h1>Drawing Room <span>studio</span></h1></header>
      <p class="lead">Choose a room. What you change here is one line in its program; what you write there shows here.</p>
      {!cards ? <p class="quiet">Looking for rooms …</p> : (
        <ul class="cards">
          {cards.map((card) => (
            <li key={card.key}>
              <button class="card" disabled={opening !== ""} onClick={() => void open(card.key)}>
                <span class="pair">
                  {card.input ? <img src={`${base}card/${card.key}/input`} alt="picture" /> : <span class="none">no picture</span>}
                  {card.render ? <img src={`${base}card/${card.key}/render`} alt="render" /> : <span class="none">not drawn yet</span>}
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
