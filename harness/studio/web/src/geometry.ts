// Geometry by digest: fetched once, kept as long as something shows it.
import { BufferAttribute, BufferGeometry } from "three";
const kept = new Map<string, BufferGeometry>();

/** The geometry of these digests; those that are not here yet come in one request to what serves it. */
export async function bring(url: string, digests: Iterable<string>): Promise<Map<string, BufferGeometry>> {
  const missing = [...new Set(digests)].filter((digest) => !kept.has(digest));
  if (missing.length) {
    const answer = await fetch(`${url}geometry`, { method: "POST", body: JSON.stringify(missing) });
    if (!answer.ok) throw new Error(`no geometry (${answer.status})`);
    unpack(await answer.arrayBuffer());
  }
  return kept;
}

/** Forget what nothing shows any more. */
export function sweep(shown: Set<string>): void {
  for (const [digest, geometry] of kept) {
    if (!shown.has(digest)) { geometry.dispose(); kept.delete(digest); }
  }
}

export const count = (): number => kept.size;

function unpack(data: ArrayBuffer): void {
  const length = new DataView(data).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length))) as Array<[string, number, number]>;
  let at = 4 + length;
  for (const [digest, corners, indices] of index) {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(data.slice(at, at += 12 * corners)), 3));
    geometry.setAttribute("normal", new BufferAttribute(new Int8Array(data.slice(at, at += 4 * corners)), 4, true));
    geometry.setAttribute("uv", new BufferAttribute(new Float32Array(data.slice(at, at += 8 * corners)), 2));
    geometry.setIndex(new BufferAttribute(new Uint32Array(data.slice(at, at += 4 * indices)), 1));
    geometry.computeBoundingBox();
    geometry.computeBoundingSphere();
    kept.set(digest, geometry);
  }
}
