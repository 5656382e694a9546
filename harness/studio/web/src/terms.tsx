// On what terms the team is called: what it may use, and whether it asks.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Terms } from "./messages";

export const terms = signal<Terms>({});

function Limit({ label, unit, value, most, write }: { label: string; unit: string; value?: number; most: number; write(value?: number): void }) {
  const [wrong, setWrong] = useState("");
  return (
    <label class="field" title="empty: no limit">{label} <input class="short" inputMode="decimal" aria-label={`${label}, ${unit}`} placeholder="no limit" value={value ?? ""}
      onChange={(event) => {
        const field = event.currentTarget, given = Number(field.value.replace(",", "."));
        const good = field.value.trim() === "" || (given > 0 && given <= most);
        setWrong(good ? "" : `give a number above 0, at most ${most}, or nothing`);
        if (good) write(field.value.trim() ? given : undefined);
        else field.value = value === undefined ? "" : String(value);
      }} /> {unit}{wrong && <small class="bad" role="alert"> {wrong}</small>}</label>
  );
}

export function TermsForm() {
  const now = terms.value;
  return (
    <span class="terms">
      <Limit label="at most" unit="min" most={10_000} value={now.minutes} write={(minutes) => { terms.value = { ...now, minutes }; }} />
      <Limit label="and" unit="calls" most={100_000} value={now.calls} write={(calls) => { terms.value = { ...now, calls: calls && Math.max(1, Math.round(calls)) }; }} />
      <label class="field check"><input type="checkbox" checked={now.approve ?? false} onChange={(event) => { terms.value = { ...now, approve: event.currentTarget.checked }; }} /> ask me after each stage</label>
    </span>
  );
}
