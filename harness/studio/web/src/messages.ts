// What page and studio say to each other: the same as harness/studio/messages.py.
export type Vec2 = [number, number];
export type Vec3 = [number, number, number];

export interface Parameter { name: string; kind: string; default: string; options: string[]; value: string; derived: boolean; most: number | null; stands: number | null }
export interface ObjectRow {
  id: string; category: string; mount: string; on: string | null;
  at: Vec2; yaw: number; z: number | null; size: Vec3;
  center: Vec3; world_yaw: number; measured: Vec3; low: Vec3; high: Vec3;
  color: Vec3 | null; placeholder: boolean; triangles: number;
  lines: Vec2[]; word: string; parameters: Parameter[]; slots: Record<string, string>;
}
export interface MaterialRow { name: string; family: string; color: string; texture: string | null; line: number; flags: string[]; worn: string[] }
export interface LightRow { kind: string; name: string; options: Record<string, number | string | number[] | null>; line: number }
export interface ViewRow { name: string; at: Vec3; rotation: Vec3; focal: number; shift: Vec2; resolution: Vec2; ortho: number | null }
export interface StepRow { number: number; why: string; by: string; when: string }
/** What is drawn of a room beside its geometry. */
export interface Placed { floor: Vec2[]; height: number; objects: ObjectRow[]; views: ViewRow[]; sun: Vec3 | null; lights?: LightRow[] }
export interface RoomState extends Placed {
  kind: "room"; serial: number; name: string; version: number; text: string; undo: boolean; redo: boolean;
  materials: MaterialRow[]; lights: LightRow[]; daytime: string;
  lines: Record<string, number>; history: StepRow[]; picture: Vec2 | null;
  triangles: number; notes: string[]; outdated: string[]; ways: Vec2[][];
}
/** What of the room is different from the state before. */
export interface RoomChange { kind: "changed"; serial: number; base: number; text: [number, number, string[]] | null; objects: ObjectRow[]; order: string[] | null; rest: Partial<RoomState> }
export type PartRow = [name: string, slot: string, material: string, first: number, count: number];
export interface ThingRow { digest: string; matrix: number[]; parts: PartRow[] }
export interface Look { color: Vec3; roughness: number; metallic: number; alpha: number; transmission: number; emission: Vec3 }
export interface SceneChange {
  kind: "scene"; version: number; whole: boolean;
  things: Record<string, ThingRow>; removed: string[]; looks: Record<string, Look>;
}
/** A room that is only looked at, with all of its geometry. */
export interface Earlier extends Placed { scene: SceneChange }
export interface Terms { calls?: number; minutes?: number; approve?: boolean }
export interface Pictures { kind: "pictures"; version: number; materials: Record<string, { picture: string; mapping: number[] }> }
export interface Done { kind: "done"; n: number; note: string; data: unknown }
export interface Refused { kind: "refused"; n: number; message: string; line: number | null; column: number | null; outside: boolean }
export interface FindingRow { kind: string; objects: string[]; problem: string; at: Vec3 | null; remedy: string[] | null }
export interface Findings { kind: "findings"; version: number; findings: FindingRow[] }
export interface EventRow { seq: number; time: number; what: string; who: string; text: string; stage: string; good: boolean; scores: Record<string, [number, number | null]>; pictures: Array<[name: string, caption: string]>; tokens: number; seconds: number; money: number; version: number | null; limits: Record<string, number>; paused: boolean; rests: boolean }
export interface Events { kind: "events"; first: number; events: EventRow[]; live: boolean; left: number | null; fault: string; playing: boolean; shows: boolean }
export interface Busy { kind: "busy"; what: string }
export type Said = RoomState | RoomChange | SceneChange | Pictures | Done | Refused | Findings | Events | Busy;

export type Ending = "py" | "blend" | "glb" | "usdc" | "usdz" | "fbx";
export interface PageCamera { at: Vec3; look_at: Vec3; focal: number; high: number }
export type Ask =
  | { do: "edit"; words: string[] }
  | { do: "edits"; edits: string[][] }
  | { do: "text"; text: string; base: number }
  | { do: "undo" } | { do: "redo" } | { do: "discard" }
  | { do: "check"; fix: boolean }
  | { do: "render"; view?: string; quality: "lit" | "final" | "fast"; width: number; camera?: PageCamera }
  | { do: "export"; ending: Ending } | { do: "there" }
  | { do: "say"; text: string; terms?: Terms }
  | { do: "back"; version: number }
  | { do: "words"; query: string };
export interface Made { file: string; bytes: number; older?: boolean }
export interface Word { name: string; called: string; size: Vec3; mount: string; word: string; as: string }
/** A category of the vocabulary with its other names. */
export interface Known { name: string; also: string[]; size: Vec3; mount: string; word: string; carries: boolean }
/** The room that marks come to. */
export interface Drawn extends Earlier { left: Record<string, string> }
