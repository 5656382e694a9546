// The team at work: what they say, the stages with their numbers, what it cost; and words for them.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { EventRow } from "./messages";
import { momentRow } from "./scrubber";
import { ask, drawn, events, fault, left, live, roomUrl } from "./store";
import { terms, TermsForm } from "./terms";

const COLOURS: Record<string, string> = { Analyst: "#6fb3e8", Architect: "#e8b86f", LayoutArchitect: "#e8b86f", Geometer: "#8fd19e", MaterialArtist: "#d99ae0", LightingDirector: "#f0e07a", Critic: "#ef8f80", you: "var(--accent)" };
const whole = signal(false);

export function Team() {
  const rows = events.value, list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const then = momentRow.value;
  useEffect(() => { const box = list.current; if (box) box.scrollTop = box.scrollHeight; }, [rows.length]);
  useEffect(() => { list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }); }, [then]);
  const send = async (words: string) => { if (words.trim() && await ask({ do: "say", text: words, ...(live.value ? {} : { terms: terms.value }) })) setText(""); };
  const tokens = rows.reduce((all, row) => all + row.tokens, 0), calls = rows.filter((row) => row.what === "model_call").length;
  const seconds = rows.length ? rows[rows.length - 1].time : 0;
  const limits = rows[0]?.limits ?? {}, asked = waitsFor(rows);
  const money = rows.reduce((all, row) => all + row.money, 0);
  const shown = rows.filter((row) => (row.text || row.pictures.length) && row.what !== "run" && (whole.value || row.what !== "tool_call"));
  const pictures = firstShown(shown);
  return (
    <section class="team" aria-label="The team">
      <Stages rows={rows} go={(stage) => void send(`/goto ${stage}`)} />
      <p class="cost">{calls}{limits.calls ? ` of ${limits.calls}` : ""} calls{tokens ? ` · ${tokens.toLocaleString("en")} tokens` : ""}{money ? ` · ${money.toFixed(3)} spent` : ""} · {Math.floor(seconds / 60)} min {Math.round(seconds % 60)} s{limits.seconds ? ` of ${Math.round(limits.seconds / 60)} min` : ""} {live.value && left.value !== null && !asked ? `· about ${spoken(left.value)} left ` : ""}{live.value ? <span class="busy">at work</span> : rows.length ? "· not at work" : ""}
        <label class="field check"><input type="checkbox" checked={whole.value} onChange={(event) => { whole.value = event.currentTarget.checked; }} /> tools, too</label></p>
      {fault.value && <p class="refused" role="alert">{fault.value}</p>}
      <div class="talk" ref={list} aria-live="polite">{shown.map((row) => <Said key={row.seq} row={row} pictures={pictures.get(row.seq) ?? []} now={row === then} />)}</div>
      {live.value && asked && <p class="asked" role="status">{asked.replace(/_/g, " ")} is done: approve it, or say what is wrong and reject it.</p>}
      <form class="say" onSubmit={(event) => { event.preventDefault(); void send(text); }}>
        <input aria-label="Say something to the team" placeholder={live.value ? "Say anything, or @geometer …" : "Say something: the team comes back"} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button class="main" disabled={!text.trim()}>Say</button>
      </form>
      {!live.value && rows.length > 0 && <p class="steer"><TermsForm /></p>}
      {live.value && <p class="actions steer">
        <button onClick={() => void send("/pause")}>Pause</button><button onClick={() => void send("/resume")}>Go on</button>
        <button onClick={() => void send("/approve")}>Approve</button><button disabled={!text.trim()} title="Say the reason in the line above" onClick={() => void send(`/reject ${text}`)}>Reject</button>
        <button onClick={() => void send("/undo")}>Undo a wish</button><button onClick={() => void send("/quit")}>That is all</button>
      </p>}
    </section>
  );
}

/** The pictures of every row that were not shown before it: a brief and its answer show the same ones. */
function firstShown(rows: EventRow[]): Map<number, EventRow["pictures"]> {
  const seen = new Set<string>();
  return new Map(rows.map((row) => [row.seq, row.pictures.filter(([name]) => !seen.has(name) && seen.add(name))]));
}

const spoken = (seconds: number): string => (seconds < 55 ? `${Math.max(5, 5 * Math.round(seconds / 5))} s` : `${Math.round(seconds / 60)} min`);

/** The stage that waits for a person's yes, if one does: it was measured or accepted, and nobody has the floor since. */
function waitsFor(rows: EventRow[]): string {
  const words = (rows[0]?.approve ?? "").split(",").map((word) => word.trim());
  for (let k = rows.length - 1; k >= 0; k--) {
    const row = rows[k];
    if (["brief", "request", "human", "end"].includes(row.what) || (row.what === "verdict" && !row.good)) return "";
    if (row.what === "verdict" || row.what === "measurement") return row.good && (words.includes("all") || words.includes(row.stage)) ? row.stage : "";
  }
  return "";
}

/** Every stage that was opened, with the newest of its numbers. */
function Stages({ rows, go }: { rows: EventRow[]; go(stage: string): void }) {
  const stages = new Map<string, EventRow | null>();
  for (const row of rows) {
    if (row.what === "brief") { if (!stages.has(row.stage)) stages.set(row.stage, null); }
    if (row.what === "measurement") stages.set(row.stage, row);
  }
  const now = [...rows].reverse().find((row) => row.what === "brief")?.stage;
  return (
    <ol class="stages">
      {[...stages].map(([stage, row]) => (
        <li key={stage} class={row ? (row.good ? "passed" : "below") : ""} aria-current={stage === now && live.value ? "step" : undefined}>
          {live.value ? <button class="link" title="Work on this stage next" onClick={() => go(stage)}><b>{stage.replace(/_/g, " ")}</b></button> : <b>{stage.replace(/_/g, " ")}</b>}
          {row && Object.entries(row.scores).filter(([, [, must]]) => must !== null).map(([score, [value, must]]) => <span key={score} class={value >= must! ? "" : "bad"} title={`must reach ${must}`}>{score.replace(/_/g, " ")} {value.toFixed(2)} {value >= must! ? "≥" : "<"} {String(Number(must!.toFixed(2)))}</span>)}
        </li>
      ))}
    </ol>
  );
}

function Said({ row, pictures, now }: { row: EventRow; pictures: EventRow["pictures"]; now: boolean }) {
  const who = row.who || (row.what === "end" ? "end" : row.what === "edit" ? "program" : row.what);
  return (
    <article class={`said ${row.what}${row.good ? "" : " below"}`} aria-current={now ? "step" : undefined}>
      <b style={{ color: COLOURS[who] }}>{who}</b> {row.what === "verdict" && (row.good ? "accepts" : "sends back")} {row.what === "measurement" && (row.good ? "passed" : "below its gate")} {row.stage && <small>{row.stage}</small>}
      <div>{row.text.slice(0, whole.value ? undefined : 700)}</div>
      {pictures.length > 0 && <p class="shown">{pictures.map(([name, caption]) => (
        <button key={name} class="plain" title={caption} onClick={() => { drawn.value = { url: `${roomUrl}said/${name}`, name: caption || "shown to the team", said: true }; }}>
          <img src={`${roomUrl}said/${name}`} alt={caption || "shown to the team"} loading="lazy" />
        </button>))}</p>}
    </article>
  );
}
