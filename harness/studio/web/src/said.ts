// What of a run's events is worth a line of the conversation.
import type { EventRow } from "./messages";

/** What another row beside it says better: a person's words echoed, a verdict and a measurement told to the team. */
export function saidTwice(rows: EventRow[], at: number): boolean {
  const row = rows[at], before = rows.slice(Math.max(0, at - 8), at), after = rows.slice(at + 1, at + 9);
  if (row.what === "message" && row.who === "Human") return before.some((other) => other.what === "human" && other.text === row.text);
  if (row.what === "message" && row.who === "Critic") return [...before, ...after].some((other) => other.what === "verdict" && row.text.includes(other.text));
  return row.what === "measurement" && after.some((other) => other.what === "measured" && other.stage === row.stage);
}
