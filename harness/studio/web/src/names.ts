// What things are called: the whole vocabulary, so that naming a box waits for nobody.
import { signal } from "@preact/signals";
import type { Known } from "./messages";
import { base } from "./store";

/** How a name was found: it is one, one begins so, one holds it, it is spelled almost so; or it is only the nearest there is. */
export type How = "name" | "begins" | "holds" | "typo" | "near";
export interface Match { known: Known; called: string; how: How }

export const vocabulary = signal<Known[]>([]);
let loading: Promise<void> | null = null;

/** Fetch the vocabulary, once. */
export function fetchNames(): Promise<void> {
  return (loading ??= (async () => {
    try { vocabulary.value = await (await fetch(`${base}words`)).json() as Known[]; } catch (error) { loading = null; throw error; }
  })());
}

/** Names that are offered at once. */
const OFFERED = 8;
/** Names offered for what is no name: the nearest by spelling. */
const NEAREST = 4;
/** Letters from which two may be wrong; below `ONE` none may. */
const TWO = 6, ONE = 3;

export const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, " ").split(/\s+/).filter(Boolean).join(" ");
const singular = (phrase: string): string[] =>
  phrase.endsWith("ves") ? [`${phrase.slice(0, -3)}f`, phrase.slice(0, -1)] : phrase.endsWith("es") ? [phrase.slice(0, -1), phrase.slice(0, -2)] : /[^s]s$/.test(phrase) ? [phrase.slice(0, -1)] : [];

/** Letters to change, add, leave out or swap with the next one to come from one word to another. */
export function edits(a: string, b: string): number {
  let before: number[] = [], last = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** What a name may mean, the likeliest first. Only the last kind, "near", is not to be taken unasked. */
export function find(typed: string): Match[] {
  const text = plain(typed), found = new Map<string, Match>();
  const every = (how: How, test: (name: string) => boolean) => {
    for (const known of vocabulary.value) {
      const called = found.has(known.name) ? undefined : [known.name, ...known.also].find((name) => test(plain(name)));
      if (called !== undefined) found.set(known.name, { known, called, how });
    }
  };
  if (!text) return vocabulary.value.slice(0, OFFERED).map((known) => ({ known, called: known.name, how: "begins" }));
  const words = text.split(" "), may = text.length >= TWO ? 2 : text.length >= ONE ? 1 : 0;
  const same = (phrase: string) => { const forms = [phrase, ...singular(phrase)]; return (name: string) => forms.includes(name); };
  every("name", (name) => name === text);
  every("name", same(text));
  every("begins", (name) => name.startsWith(text));
  every("holds", (name) => ` ${name} `.includes(` ${text} `));
  if (may) every("typo", (name) => edits(text, name) === 1);
  // A "white bedside table" is a bedside table: the longest run of words at the end says what it is.
  for (let start = 1; start < words.length; start++) every("name", same(words.slice(start).join(" ")));
  if (may > 1) every("typo", (name) => edits(text, name) === 2);
  if (text.length >= ONE) every("near", (name) => name.includes(text));
  const nearest = (known: Known) => [known.name, ...known.also].map((called) => ({ called, far: edits(text, plain(called)) / Math.max(text.length, called.length) })).sort((a, b) => a.far - b.far)[0];
  if (found.size < NEAREST)
    for (const { known, called } of vocabulary.value.filter((k) => !found.has(k.name)).map((known) => ({ known, ...nearest(known) })).sort((a, b) => a.far - b.far).slice(0, NEAREST - found.size))
      found.set(known.name, { known, called, how: "near" });
  return [...found.values()].slice(0, OFFERED);
}
