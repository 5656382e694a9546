// Files of the room: those that are there already, and new ones.
import { useEffect, useState } from "preact/hooks";
import { draw, expected } from "./bar";
import { Busy } from "./busy";
import type { Ending, Made } from "./messages";
import { ask, busy, room, roomUrl } from "./store";

const FILES: Array<[Ending, string]> = [
  ["py", "the program, one file that stands alone"], ["blend", "for Blender, with textures and program inside"],
  ["glb", "for the web, game engines, viewers"], ["usdc", "for USD tools"], ["usdz", "USD in one file, for phones"], ["fbx", "for older tools"],
];
/** Pixels that a picture may be wide. */
const LEAST = 64, MOST = 4096;
const mega = (bytes: number): string => (bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

const Save = ({ made }: { made: Made }) => (
  <a class="button" href={`${roomUrl}made/${made.file}`} download title={made.older ? "It is of before the newest edit" : made.file}>Save {mega(made.bytes)}</a>
);

export function TakeAway() {
  const [there, setThere] = useState<Made[]>([]), [making, setMaking] = useState(""), [wide, setWide] = useState("1600");
  const look = async () => { const done = await ask({ do: "there" }); if (done) setThere(done.data as Made[]); };
  const version = room.value?.version, drawing = busy.value === "picture";
  useEffect(() => { void look(); }, [version, drawing]);
  const pixels = Number(wide), fits = Number.isInteger(pixels) && pixels >= LEAST && pixels <= MOST;
  const make = async (ending: Ending) => {
    setMaking(ending);
    await ask({ do: "export", ending });
    setMaking("");
    await look();
  };
  const known = new Set(FILES.map(([ending]) => (ending === "py" ? "room.py" : `scene.${ending}`)));
  const others = there.filter(({ file }) => !known.has(file));
  return (
    <>
      <ul class="rows">
        {FILES.map(([ending, what]) => {
          const made = there.find(({ file }) => file === (ending === "py" ? "room.py" : `scene.${ending}`));
          return (
            <li key={ending}>
              <span><b>.{ending}</b> {what}{made?.older && <small> · before the newest edit</small>}</span>
              <span class="pick">{made && making !== ending && <Save made={made} />}
                <button disabled={making !== ""} onClick={() => void make(ending)}>{making === ending ? "Making …" : made ? "Make anew" : "Make"}</button></span>
            </li>
          );
        })}
        <li><span><b>.png</b> this view, <input class="short" inputMode="numeric" aria-label="Width of the picture, pixels" aria-invalid={!fits} value={wide} onInput={(event) => setWide(event.currentTarget.value)} /> pixels wide{!fits && <small class="bad" role="alert"> from {LEAST} to {MOST}</small>}</span>
          {drawing ? <Busy key="picture" what="Drawing" about={expected.value} /> : <button disabled={!fits} onClick={() => void draw("final", pixels)}>Draw</button>}</li>
      </ul>
      {others.length > 0 && <><h3>Pictures and report</h3>
        <ul class="rows there">{others.map((made) => <li key={made.file}><span class="file" title={made.file}>{made.file}{made.older && <small> · before the newest edit</small>}</span><span class="pick"><Save made={made} /></span></li>)}</ul></>}
    </>
  );
}
