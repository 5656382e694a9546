// A dialog over the page: the keys are its own as long as it is open.
import { useEffect, useRef } from "preact/hooks";

/** Those that are open, the topmost last. */
const opened: HTMLElement[] = [];
const STOPS = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex='0']";

interface Box { title: string; close(): void; side?: string; wide?: boolean; children: preact.ComponentChildren }

export function Sheet({ title, close, side = "right", wide = false, children }: Box) {
  const box = useRef<HTMLDivElement>(null), closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    const own = box.current!, before = document.activeElement as HTMLElement | null; // goes on where one was
    opened.push(own);
    (own.querySelector<HTMLElement>("input, button.first") ?? own.querySelector<HTMLElement>("button"))?.focus();
    const keys = (event: KeyboardEvent) => {
      if (opened.at(-1) !== own) return;
      const at = document.activeElement, inside = own.contains(at);
      // Beside a list one may go on working in the room; a picture lies over it, and there is nothing behind.
      if (!inside && !wide && at && at !== document.body) return;
      if (!inside) own.focus(); // the button that was pressed is disabled now, and focus fell to the page
      if (event.key === "Escape") closing.current();
      else if (event.key === "Tab") { if (!wide || !around(own, event.shiftKey)) return; }
      else if (inside) return; // for what has the focus; the sheet lets it no further
      if (["Escape", "Tab", "F12"].includes(event.key)) event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", keys, true);
    return () => {
      removeEventListener("keydown", keys, true);
      opened.splice(opened.indexOf(own), 1);
      const at = document.activeElement;
      if (!at || at === document.body || own.contains(at)) before?.focus();
    };
  }, []);
  useEffect(() => { if (wide && document.activeElement === document.body && opened.at(-1) === box.current) box.current?.focus(); });
  return (
    <div class={`sheet ${wide ? "wide" : `at-${side}`}`} role="dialog" aria-modal={wide} aria-label={title} ref={box} tabIndex={-1} onKeyDown={(event) => event.stopPropagation()}>
      <div class="head"><strong>{title}</strong><button class="plain" aria-label="Close" onClick={close}>✕</button></div>
      {children}
    </div>
  );
}

/** From the last of a dialog's controls to its first, and back; whether it was at an end. */
function around(own: HTMLElement, back: boolean): boolean {
  const stops = [...own.querySelectorAll<HTMLElement>(STOPS)], at = stops.indexOf(document.activeElement as HTMLElement);
  if (at > (back ? 0 : -1) && at < stops.length - (back ? 0 : 1)) return false;
  stops.at(back ? -1 : 0)?.focus();
  return true;
}
