// What page and studio say to each other: the same as harness/studio/messages.py.
export type Vec2 = [number, number];
export type Vec3 = [number, number, number];

export interface Parameter { name: string; kind: string; default: string; options: string[]; value: string }
export interface ObjectRow {
  id: string; category: string; mount: string; on: string | null;
  at: Vec2; yaw: number; z: number | null; size: Vec3;
  center: Vec3; world_yaw: number; measured: Vec3; low: Vec3; high: Vec3;
  color: Vec3 | null; placeholder: boolean; triangles: number;
  lines: Vec2[]; word: string; parameters: Parameter[]; slots: Record<string, string>;
}
export interface MaterialRow { name: string; family: string; color: string; texture: string | null; line: number; flags: string[] }
export interface LightRow { kind: string; name: string; options: Record<string, number | string | number[] | null>; line: number }
export interface ViewRow { name: string; at: Vec3; rotation: Vec3; focal: number; shift: Vec2; resolution: Vec2; ortho: number | null }
export interface StepRow { number: number; why: string; by: string; when: string }
export interface RoomState {
  kind: "room"; name: string; version: number; text: string; undo: boolean; redo: boolean;
  floor: Vec2[]; height: number; objects: ObjectRow[]; materials: MaterialRow[]; lights: LightRow[];
  lines: Record<string, number>; views: ViewRow[]; history: StepRow[]; picture: Vec2 | null;
  triangles: number; notes: string[]; outdated: string[]; sun: Vec3 | null;
}
export type PartRow = [name: string, slot: string, material: string, first: number, count: number];
export interface ThingRow { digest: string; matrix: number[]; parts: PartRow[] }
export interface Look { color: Vec3; roughness: number; metallic: number; alpha: number; transmission: number; emission: Vec3 }
export interface SceneChange {
  kind: "scene"; version: number; whole: boolean;
  things: Record<string, ThingRow>; removed: string[]; looks: Record<string, Look>;
}
export interface Pictures { kind: "pictures"; version: number; materials: Record<string, { picture: string; mapping: number[] }> }
export interface Done { kind: "done"; n: number; note: string; data: unknown }
export interface Refused { kind: "refused"; n: number; message: string; line: number | null; column: number | null; outside: boolean }
export interface FindingRow { kind: string; objects: string[]; problem: string; at: Vec3 | null; remedy: string[] | null }
export interface Findings { kind: "findings"; version: number; findings: FindingRow[] }
export interface EventRow { seq: number; time: number; what: string; who: string; text: string; stage: string; good: boolean; scores: Record<string, [number, number | null]>; tokens: number; seconds: number }
export interface Events { kind: "events"; first: number; events: EventRow[]; live: boolean; fault: string }
export interface Busy { kind: "busy"; what: string }
export type Said = RoomState | SceneChange | Pictures | Done | Refused | Findings | Events | Busy;

export interface PageCamera { at: Vec3; look_at: Vec3; focal: number; high: number }
export type Ask =
  | { do: "edit"; words: string[] }
  | { do: "text"; text: string; base: number }
  | { do: "undo" } | { do: "redo" } | { do: "discard" }
  | { do: "check"; fix: boolean }
  | { do: "render"; view?: string; quality: "lit" | "final" | "fast"; width: number; camera?: PageCamera }
  | { do: "export"; ending: "blend" | "glb" | "usdc" | "py" }
  | { do: "say"; text: string }
  | { do: "words"; query: string };
export interface Made { file: string; bytes: number }
export interface Word { name: string; called: string; size: Vec3; mount: string }
