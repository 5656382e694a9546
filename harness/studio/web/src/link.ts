// The socket: requests with their answers, what the studio tells of itself, and coming back after a break.
import type { Ask, Done, Refused, Said } from "./messages";

/** Why one need not try again: the studio of this address ended and another one answers, or it has no such room. */
export type Gone = "" | "earlier" | "missing";
const NO_ROOM = 4404, FORBIDDEN = 403;

export class RefusedError extends Error {
  constructor(readonly refused: Refused) { super(refused.message); }
}

export class Link {
  private socket: WebSocket | null = null;
  private waiting = new Map<number, { resolve(done: Done): void; reject(error: Error): void }>();
  private n = 0;
  private ended = false;

  constructor(readonly room: string, private hear: (said: Said) => void, private online: (on: boolean, gone: Gone) => void) {
    this.connect();
  }

  /** Ask for something; the answer, or a RefusedError. */
  ask(ask: Ask): Promise<Done> {
    const n = ++this.n;
    if (this.socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error("the studio is not there"));
    this.socket.send(JSON.stringify({ ...ask, n }));
    return new Promise((resolve, reject) => this.waiting.set(n, { resolve, reject }));
  }

  /** Leave and come anew. */
  again(): void { this.socket?.close(); }

  close(): void { this.ended = true; this.socket?.close(); }

  private connect(): void {
    const url = new URL(`${this.room}socket`, location.href);
    url.protocol = "ws:";
    const socket = this.socket = new WebSocket(url);
    socket.onopen = () => this.online(true, "");
    socket.onmessage = (event) => this.take(JSON.parse(event.data as string) as Said);
    socket.onclose = async ({ code }) => {
      const gone = code === NO_ROOM ? "missing" : await this.refused() ? "earlier" : "";
      this.online(false, gone);
      for (const { reject } of this.waiting.values()) reject(new Error("the studio went away"));
      this.waiting.clear();
      if (!this.ended && !gone) setTimeout(() => this.connect(), 1000);
    };
  }

  /** Whether somebody answers here who does not know this address: a socket does not say so. */
  private async refused(): Promise<boolean> {
    if (this.ended) return false;
    try { return (await fetch(this.room, { cache: "no-store" })).status === FORBIDDEN; } catch { return false; }
  }

  private take(said: Said): void {
    if (said.kind === "done" || (said.kind === "refused" && said.n)) {
      const asked = this.waiting.get(said.n);
      this.waiting.delete(said.n);
      if (said.kind === "done") asked?.resolve(said);
      else asked?.reject(new RefusedError(said));
      return;
    }
    this.hear(said);
  }
}
