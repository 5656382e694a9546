// On what terms the team is called: what it may use, and whether it asks.
import { signal } from "@preact/signals";
import type { Terms } from "./messages";

export const terms = signal<Terms>({});

function Limit({ label, unit, value, write }: { label: string; unit: string; value?: number; write(value?: number): void }) {
  return (
    <label class="field" title="empty: no limit">{label} <input class="short" inputMode="decimal" aria-label={`${label}, ${unit}`} placeholder="no limit" value={value ?? ""}
      onChange={(event) => { const given = Number(event.currentTarget.value.replace(",", ".")); write(given > 0 ? given : undefined); }} /> {unit}</label>
  );
}

export function TermsForm() {
  const now = terms.value;
  return (
    <span class="terms">
      <Limit label="at most" unit="min" value={now.minutes} write={(minutes) => { terms.value = { ...now, minutes }; }} />
      <Limit label="and" unit="calls" value={now.calls} write={(calls) => { terms.value = { ...now, calls: calls && Math.max(1, Math.round(calls)) }; }} />
      <label class="field check"><input type="checkbox" checked={now.approve ?? false} onChange={(event) => { terms.value = { ...now, approve: event.currentTarget.checked }; }} /> ask me after each stage</label>
    </span>
  );
}
