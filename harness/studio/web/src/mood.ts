// The light of a room as the view shows it: cheap, and only about as Draw has it.
import type { LightRow, Placed, Vec3 } from "./messages";

/** Lamps that shine in the view at once: each costs every pixel something. */
export const LAMPS = 4;
/** Strengths of sun and sky, and watts a square metre of ceiling, that are usual by day. */
const SUN = 3, SKY = 0.7, CEILING = 3;
/** Below this share of daylight lamps are seen to shine. */
const DARK = 0.5;
/** What the kit's presets come to: sun, its colour temperature, sky. */
const PRESETS: Record<string, [sun: number, kelvin: number, sky: number]> = { daylight: [3, 5500, 0.8], overcast: [0, 6500, 0.8], golden: [2.6, 3300, 0.4], evening: [0, 5500, 0.2], night: [0, 5500, 0.05], studio: [2, 5500, 0.9] };

export interface Mood { sun: number; sunColor: string; sky: number; skyColor: string; lamps: Array<{ at: Vec3; power: number; color: string }> }

/** The colour of a body that glows so hot, as CSS; about, and paler than it is, as eyes see it. */
export function glow(kelvin: number): string {
  const t = Math.min(100, Math.max(15, kelvin / 100));
  const green = t <= 66 ? 99.47 * Math.log(t) - 161.12 : 288.12 * (t - 60) ** -0.0755;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.52 * Math.log(t - 10) - 305.04;
  const red = t <= 66 ? 255 : 329.7 * (t - 60) ** -0.1332;
  const [r, g, b] = [red, green, blue].map((v) => Math.round(255 - (255 - Math.min(255, Math.max(0, v))) * 0.8));
  return `rgb(${r},${g},${b})`;
}

const number = (light: LightRow | undefined, key: string, usual: number): number => Number(light?.options[key] ?? usual);

export function moodOf(state: Placed): Mood {
  const lights = state.lights ?? [], of = (kind: string) => lights.find((light) => light.kind === kind);
  const preset = PRESETS[of("light_preset")?.name ?? (lights.length ? "" : "daylight")];
  const sun = preset ? preset[0] : of("sun") ? number(of("sun"), "strength", SUN) : 0;
  const sky = preset ? preset[2] : number(of("sky"), "strength", 1), ceiling = number(of("ceiling_light"), "watts_per_m2", 0);
  const day = Math.min(1.15, sky / SKY), lamps = Math.min(0.35, ceiling / CEILING), share = Math.min(1.15, Math.max(day, 0) + lamps);
  const dark = day + sun / SUN < DARK;
  const shining = dark ? lights.filter((light) => light.kind === "lamp_light" || light.kind === "point_light").slice(0, LAMPS) : [];
  return {
    // Without any sun the view would be flat: a little light from aside shows what is where.
    sun: sun > 0 ? Math.min(1.6, sun / SUN) : 0.3 * Math.max(0.25, share),
    sunColor: sun > 0 ? glow(preset ? preset[1] : number(of("sun"), "kelvin", 5500) + 500) : "#ffffff",
    sky: Math.max(0.2, share),
    skyColor: dark && ceiling > 0 ? glow(number(of("ceiling_light"), "kelvin", 3000) + 1500) : dark ? "#c9d4ff" : "#ffffff",
    lamps: shining.flatMap((light) => {
      const on = state.objects.find((o) => o.id === light.options.on), at = light.options.at as unknown;
      const where: Vec3 | null = on ? [on.center[0], on.center[1], on.low[2] + (on.high[2] - on.low[2]) * 0.85 + 0.1] : Array.isArray(at) && at.length === 3 ? at as Vec3 : null;
      return where ? [{ at: where, power: Math.min(6, 0.25 * number(light, "power", 10)), color: glow(number(light, "kelvin", 2800)) }] : [];
    }),
  };
}
