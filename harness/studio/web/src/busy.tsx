// What is being made, and since when.
import { useEffect, useState } from "preact/hooks";

/** `about`: seconds that it will likely take, where that is known. */
export function Busy({ what, about }: { what: string; about?: number | null }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => { const timer = setInterval(() => setSeconds((s) => s + 1), 1000); return () => clearInterval(timer); }, []);
  const most = about ? ` of about ${Math.max(2, Math.round(about))} s` : " s";
  return <span class="busy">{what} …{(seconds > 2 || about) && ` ${seconds}${most}`}</span>;
}
