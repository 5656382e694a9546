// Small pictures of the kit's words.
import { base } from "./store";
import NAMES from "./words.json";

const SIDE = 16, PIXELS = 64;
const places = new Map((NAMES as string[]).map((name, k) => [name, k]));

/** The picture of a word, `wide` pixels wide; an empty square where there is none. */
export function Tile({ word, wide = 40 }: { word: string; wide?: number }) {
  const k = places.get(word);
  const scale = wide / PIXELS;
  const look = k === undefined ? {} : {
    backgroundImage: `url("${base}page/words.webp")`, backgroundSize: `${SIDE * PIXELS * scale}px auto`,
    backgroundPosition: `${-(k % SIDE) * wide}px ${-Math.floor(k / SIDE) * wide}px`,
  };
  return <i class="tile" aria-hidden="true" style={{ width: `${wide}px`, height: `${wide}px`, ...look }} />;
}
