// The team at work: what they say, the stages with their numbers, what it cost; and words for them.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { EventRow } from "./messages";
import { saidTwice } from "./said";
import { momentRow } from "./scrubber";
import { ask, base, drawn, events, fault, left, live, playback, room, roomUrl } from "./store";
import { terms, TermsForm } from "./terms";

const COLOURS: Record<string, string> = { Analyst: "#6fb3e8", Architect: "#e8b86f", LayoutArchitect: "#e8b86f", Geometer: "#8fd19e", MaterialArtist: "#d99ae0", LightingDirector: "#f0e07a", Critic: "#ef8f80", you: "var(--accent)" };
const whole = signal(false);

export function Team() {
  const rows = events.value, list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const then = momentRow.value, state = room.value;
  useEffect(() => { const box = list.current; if (box) box.scrollTop = box.scrollHeight; }, [rows.length]);
  useEffect(() => { 
    const box = list.current, own = box?.querySelector<HTMLElement>("[aria-current]"); // only the conversation goes there, not the page
    if (box && own) box.scrollTop += own.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
  }, [then]);
  const [told, setTold] = useState<Told[]>([]); // what was said here, until the team has it
  const send = async (words: string) => {
    if (!words.trim() || !await ask({ do: "say", text: words, ...(live.value ? {} : { terms: terms.value }) })) return;
    setText("");
    if (!words.startsWith("/")) setTold((all) => [...all.slice(-9), { words: words.replace(/^@\S+\s+/, "").trim(), after: events.peek().at(-1)?.seq ?? -1 }]);
  };
  const tokens = rows.reduce((all, row) => all + row.tokens, 0), calls = rows.filter((row) => row.what === "model_call").length;
  const seconds = worked(rows);
  const [judged, setJudged] = useState(-1); // the last event when the person answered: what follows may ask anew
  const newest = rows.length ? rows[rows.length - 1].seq : -1;
  const limits = rows[0]?.limits ?? {}, asked = judged === newest ? "" : waitsFor(rows), rest = live.value ? rests(rows) : "", paused = live.value && !rest && holds(rows);
  const still = heldBack(rows, paused || rest === "writing", told);
  const judge = (words: string) => { setJudged(newest); void send(words); };
  const money = rows.reduce((all, row) => all + row.money, 0);
  const shown = rows.filter((row, k) => (row.text || row.pictures.length) && row.what !== "run" && (whole.value || (row.what !== "tool_call" && !saidTwice(rows, k))));
  const pictures = firstShown(shown);
  return (
    <section class="team" aria-label="The team">
      <Stages rows={rows} rest={rest === "finished"} go={playback.value ? null : (stage) => void send(`/goto ${stage}`)} />
      <p class="cost">{calls}{limits.calls ? ` of ${limits.calls}` : ""} calls{tokens ? ` · ${tokens.toLocaleString("en")} tokens` : ""}{money ? ` · ${money.toFixed(3)} spent` : ""} · {Math.floor(seconds / 60)} min {Math.round(seconds % 60)} s{limits.seconds ? ` of ${Math.round(limits.seconds / 60)} min` : ""} {live.value && left.value !== null && !asked && !paused && !rest ? `· about ${spoken(left.value)} left ` : ""}{paused ? <b class="held" role="status">paused</b> : live.value && asked ? "· waits for you" : rest === "finished" ? <b role="status">finished</b> : rest ? <span class="busy">writing pictures, .blend and .glb</span> : live.value ? <span class="busy">at work</span> : rows.length ? "· not at work" : ""}
        <label class="field check"><input type="checkbox" checked={whole.value} onChange={(event) => { whole.value = event.currentTarget.checked; }} /> tools, too</label></p>
      {fault.value && (state || rows.length > 0) && <p class="refused" role="alert">{fault.value}</p>}
      <div class="talk" ref={list} aria-live="polite">{shown.map((row) => <Said key={row.seq} row={row} pictures={pictures.get(row.seq) ?? []} now={row === then} />)}</div>
      {live.value && asked && <p class="asked" role="status">{asked.replace(/_/g, " ")} is done: approve it, or say what is wrong and reject it.</p>}
      {still.map((words) => <p key={words} class="waits"><b>you</b> {words} <small>{paused ? "waits until you go on" : "waits until the files are written"}</small></p>)}
      {rest === "finished" && <p class="asked finished" role="status">Finished: say something to go on, or close. What it left lies under Take away and in the run's folder.</p>}
      {fault.value && !rows.length ? <p class="steer"><a class="button main" href={base}>Back to the first page</a></p> : playback.value ? <p class="quiet" role="status">A recorded run is played again, with its real tools. When it has ended, the slider below the room goes through it.</p> : <form class="say" onSubmit={(event) => { event.preventDefault(); void send(text); }}>
        <input aria-label="Say something to the team" placeholder={rest ? "Say what is to be different" : live.value ? "Say anything, or @geometer …" : "Say something: the team comes back"} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button class="main" disabled={!text.trim()}>Say</button>
      </form>}
      {!live.value && rows.length > 0 && <p class="steer"><TermsForm /></p>}
      {live.value && !playback.value && <p class="actions steer">
        <button disabled={paused || rest !== ""} onClick={() => void send("/pause")}>Pause</button><button class={paused ? "main" : ""} disabled={!paused} onClick={() => void send("/resume")}>Go on</button>
        <button class={asked ? "main" : ""} disabled={!asked} title={asked ? "" : "No stage asks for approval now"} onClick={() => judge("/approve")}>Approve</button><button disabled={!text.trim() || !asked} title="Say the reason in the line above" onClick={() => judge(`/reject ${text}`)}>Reject</button>
        <button onClick={() => void send("/undo")}>Undo a wish</button><button onClick={() => void send("/quit")}>{rest ? "Close the team" : "That is all"}</button>
      </p>}
    </section>
  );
}

/** The pictures of every row that were not shown before it: a brief and its answer show the same ones. */
function firstShown(rows: EventRow[]): Map<number, EventRow["pictures"]> {
  const seen = new Set<string>();
  return new Map(rows.map((row) => [row.seq, row.pictures.filter(([name]) => !seen.has(name) && seen.add(name))]));
}

interface Told { words: string; after: number }

/** What was said and is not heard yet, while the team holds or writes. */
function heldBack(rows: EventRow[], waits: boolean, told: Told[]): string[] {
  return waits ? told.filter(({ words, after }) => !rows.some((row) => row.seq > after && row.what === "human" && row.text.trim() === words)).map(({ words }) => words) : [];
}

/** Once the plan is done: whether the outputs are being written, or all is finished and the team waits for words. */
function rests(rows: EventRow[]): "" | "writing" | "finished" {
  const row = [...rows].reverse().find((each) => ["rest", "brief", "request", "human", "end"].includes(each.what));
  return row?.what !== "rest" ? "" : row.rests ? "finished" : "writing";
}

/** Whether the team holds until it is told to go on. */
function holds(rows: EventRow[]): boolean {
  const row = [...rows].reverse().find((each) => each.what === "answer" || each.what === "end");
  return row?.what === "answer" && row.paused;
}

const spoken = (seconds: number): string => (seconds < 55 ? `${Math.max(5, 5 * Math.round(seconds / 5))} s` : `${Math.round(seconds / 60)} min`);

/** Seconds in which the team worked: not those in which it waited for a person. */
function worked(rows: EventRow[]): number {
  let all = 0, waits = false;
  rows.forEach((row, k) => {
    if (k && !waits) all += Math.max(0, row.time - rows[k - 1].time);
    if (row.what === "asked" || row.what === "end" || row.what === "rest") waits = row.what !== "rest" || row.rests;
    else if (row.what === "answer") waits = row.paused;
    else if (["human", "brief", "request", "run"].includes(row.what)) waits = false;
  });
  return all;
}

/** The stage that waits for a person's yes, if one does. */
export function waitsFor(rows: EventRow[]): string {
  const row = [...rows].reverse().find((each) => ["asked", "brief", "request", "human", "rest", "end"].includes(each.what));
  return row?.what === "asked" ? row.stage : "";
}

/** Every stage that was opened, with the newest of its numbers. */
function Stages({ rows, rest, go }: { rows: EventRow[]; rest: boolean; go: ((stage: string) => void) | null }) {
  const stages = new Map<string, EventRow | null>();
  for (const row of rows) {
    if (row.what === "brief") { if (!stages.has(row.stage)) stages.set(row.stage, null); }
    if (row.what === "measurement") stages.set(row.stage, row);
  }
  const now = [...rows].reverse().find((row) => row.what === "brief")?.stage, list = useRef<HTMLOListElement>(null);
  useEffect(() => { // the one under way is in sight
    const box = list.current, own = box?.querySelector<HTMLElement>("[aria-current]");
    if (box && own) box.scrollTop = own.offsetTop + own.offsetHeight - box.clientHeight;
  }, [now, stages.size]);
  return (
    <ol class="stages" ref={list}>
      {[...stages].map(([stage, row]) => (
        <li key={stage} class={row ? (row.good ? "passed" : "below") : ""} aria-current={stage === now && live.value && !rest ? "step" : undefined}>
          {live.value && go ? <button class="link" title="Work on this stage next" onClick={() => go(stage)}><b>{stage.replace(/_/g, " ")}</b></button> : <b>{stage.replace(/_/g, " ")}</b>}
          {row && Object.entries(row.scores).filter(([, [, must]]) => must !== null).map(([score, [value, must]]) => <span key={score} class={value >= must! ? "" : "bad"} title={`must reach ${must}`}>{score.replace(/_/g, " ")} {value.toFixed(2)} {value >= must! ? "≥" : "<"} {String(Number(must!.toFixed(2)))}</span>)}
        </li>
      ))}
    </ol>
  );
}

/** What a brief asks, in a line. */
const head = (text: string): string => text.replace(/^\[[^\]]*\]\s*/, "").split("\n")[0].split(/(?<=\.)\s/)[0];
const LONG = 700;

/** Words that may be long: their beginning, and the rest when it is wanted. */
function Words({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  if (all || whole.value || text.length <= LONG) return <div>{text}</div>;
  return <div>{text.slice(0, text.lastIndexOf(" ", LONG - 60))} … <button class="link more-words" onClick={() => setAll(true)}>more</button></div>;
}

/** Whether the newest numbers of a verdict's stage are below their gate: who accepts it then ends the work, no more. */
function fellShort({ stage, seq }: EventRow): boolean {
  const newest = [...events.value].reverse().find((row) => row.what === "measurement" && row.stage === stage && row.seq < seq);
  return newest?.good === false;
}

function Said({ row, pictures, now }: { row: EventRow; pictures: EventRow["pictures"]; now: boolean }) {
  const who = row.who || ({ end: "end", rest: "end", edit: "program", answer: row.good ? "done" : "refused" } as Record<string, string>)[row.what] || row.what;
  return (
    <article class={`said ${row.what}${row.good ? "" : " below"}`} aria-current={now ? "step" : undefined}>
      <b style={{ "--who": COLOURS[who] ?? "inherit" }}>{who}</b> {row.what === "verdict" && (!row.good ? "sends back" : fellShort(row) ? "lets it stand" : "accepts")} {row.what === "measurement" && (row.good ? "passed" : "below its gate")} {row.stage && <small>{row.stage}</small>}
      {["brief", "request"].includes(row.what) ? <details><summary>{head(row.text)}</summary><div>{row.text}</div></details> : <Words text={row.text} />}
      {pictures.length > 0 && <p class="shown">{pictures.map(([name, caption]) => (
        <button key={name} class="plain" title={caption} onClick={() => { drawn.value = { url: `${roomUrl}said/${name}`, name: caption || "shown to the team", said: true }; }}>
          <img src={`${roomUrl}said/${name}`} alt={caption || "shown to the team"} loading="lazy" />
        </button>))}</p>}
    </article>
  );
}
