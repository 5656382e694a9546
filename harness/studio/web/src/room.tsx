// A room's page: tree, 3D, inspector and code, one store between them.
import { useEffect } from "preact/hooks";
import { Bar } from "./bar";
import { Busy } from "./busy";
import { Code } from "./code";
import { Inspector } from "./inspector";
import { Team, waitsFor } from "./team";
import { Dialogs } from "./dialogs";
import { busy, events, fault, findings, live, gone, side, online, outside, panel, past, room, say, slow, status, toast, ask, base, begins, roomUrl } from "./store";
import { Tree } from "./tree";
import { Viewport } from "./viewport";

export function RoomPage() {
  const state = room.value;
  useEffect(() => { document.title = state ? `${state.name} · Studio` : "Studio"; }, [state?.name]);
  return (
    <div class="room">
      <Bar />
      <Tree />
      <Viewport />
      <aside class={side.value === "team" ? "right single" : "right"}>{side.value === "team" ? <Team /> : <><Inspector /><Code /></>}</aside>
      <footer>
        <button class="link" onClick={() => { panel.value = panel.value === "findings" ? "" : "findings"; }} title="What is wrong with the room">
          {findings.value === null ? "not checked yet" : findings.value.length ? `${findings.value.length} ${findings.value.length === 1 ? "finding" : "findings"}` : "all in order"}
        </button>
        <span class="status" role="status">{status.value || (slow.value ? "trying …" : "") || (past.value ? `as it was: ${past.value.room.objects.length} objects · version ${past.value.version}` : state ? `${state.objects.length} objects · ${state.triangles.toLocaleString("en")} triangles · version ${state.version}` : "")}</span>
        <span class="grow" />
        {busy.value && <Busy key={busy.value} what={busy.value} />}
        {!online.value && !gone.value && <span class="bad">the studio is not there: trying again …</span>}
      </footer>
      {!state && !outside.value && <Veil />}
      {state && gone.value && <div class="banner" role="alert"><span>{GONE[gone.value]}</span></div>}
      {outside.value && (
        <div class="banner" role="alert">
          <span><strong>scene.py was edited elsewhere and is refused.</strong> {outside.value.message} The room is as it was.</span>
          <button onClick={() => void ask({ do: "discard" }).then((done) => { if (done) { outside.value = null; say(done.note); } })}>Put the last good program back</button>
        </div>
      )}
      {toast.value && <div class={toast.value.bad ? "toast bad" : "toast"} role="status">{toast.value.text}</div>}
      <Dialogs />
    </div>
  );
}

const GONE = {
  earlier: "This address is of an earlier studio: open the address that the terminal printed.",
  missing: "There is no such room here.",
};

/** Before there is a room: what it is made of, who is at work on it, and since when. */
function Veil() {
  if (fault.value) return (
    <div class="veil"><p role="alert" class="bad">{fault.value}</p><p><a class="button main" href={base}>Back to the first page</a></p></div>
  );
  if (gone.value) return (
    <div class="veil"><p role="alert" class="bad">{GONE[gone.value]}</p>{gone.value === "missing" && <p><a class="button main" href={base}>All rooms</a></p>}</div>
  );
  const asked = live.value ? waitsFor(events.value).replace(/_/g, " ") : "";
  const looked = [...events.value].reverse().find((row) => row.pictures.length)?.pictures[0];
  const newest = [...events.value].reverse().find((row) => row.who), team = events.value.length > 0 || live.value;
  const picture = looked ? `${roomUrl}said/${looked[0]}` : begins.value ? `${base}card/${roomUrl.split("/").at(-2)}/input` : "";
  return (
    <div class="veil">
      {picture && <img src={picture} alt={looked?.[1] || "what the room is made from"} />}
      <p role="status">{asked ? `The team waits for you: ${asked} is done, approve it or say what is wrong.` : <Busy what={!team ? "Building the room" : newest ? `${newest.who} is at it: the room shows as soon as there is one` : "The team comes: the room shows as soon as there is one"} />}</p>
    </div>
  );
}
