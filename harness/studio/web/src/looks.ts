// Materials by name, changed in place as the room's palette changes.
import { Color, DoubleSide, LinearSRGBColorSpace, type Material, MeshStandardMaterial, RepeatWrapping, SRGBColorSpace, type Texture, TextureLoader } from "three";
import type { Look, Pictures } from "./messages";

export class Looks {
  private made = new Map<string, MeshStandardMaterial>();
  private looks = new Map<string, Look>();
  private pictures: Pictures["materials"] = {};
  private textures = new Map<string, Promise<Texture>>();
  readonly unknown = new MeshStandardMaterial({ color: "#8b8b8b", side: DoubleSide });

  constructor(private url: string, private plain: boolean, private changed: () => void) {}

  material(name: string): Material { return this.made.get(name) ?? this.unknown; }

  take(looks: Record<string, Look>): void {
    for (const [name, look] of Object.entries(looks)) {
      this.looks.set(name, look);
      const material = this.made.get(name) ?? new MeshStandardMaterial({ side: DoubleSide });
      material.name = name;
      this.made.set(name, material);
      this.set(name, material, look);
    }
  }

  dispose(): void { for (const material of this.made.values()) { material.map?.dispose(); material.dispose(); } }

  dress(pictures: Pictures["materials"]): void {
    this.pictures = pictures;
    for (const [name, material] of this.made) this.set(name, material, this.looks.get(name)!);
    for (const digest of [...this.textures.keys()]) {
      if (Object.values(pictures).some((p) => p.picture === digest)) continue;
      void this.textures.get(digest)!.then((texture) => texture.dispose());
      this.textures.delete(digest);
    }
    this.changed();
  }

  private set(name: string, material: MeshStandardMaterial, look: Look): void {
    const picture = this.pictures[name];
    if (!picture || !material.map) material.color = new Color().setRGB(...look.color, LinearSRGBColorSpace);
    material.roughness = Math.max(0.12, look.roughness);
    // Without surroundings to mirror, metal is black.
    material.metalness = this.plain ? Math.min(0.25, look.metallic) : look.metallic;
    const glow = Math.max(...look.emission, 1e-6);
    material.emissive = new Color().setRGB(...look.emission, LinearSRGBColorSpace).multiplyScalar(Math.min(1, 0.9 / glow));
    material.opacity = look.alpha * (1 - 0.75 * look.transmission);
    const clear = material.opacity < 0.99;
    if (material.transparent !== clear) { material.transparent = clear; material.depthWrite = !clear; material.needsUpdate = true; }
    if (picture) void this.map(material, picture);
    else if (material.map) { material.map.dispose(); material.map = null; material.needsUpdate = true; }
  }

  private async map(material: MeshStandardMaterial, { picture, mapping }: Pictures["materials"][string]): Promise<void> {
    let loading = this.textures.get(picture);
    if (!loading) this.textures.set(picture, loading = new TextureLoader().loadAsync(`${this.url}picture/${picture}`));
    let texture: Texture;
    try { texture = (await loading).clone(); } catch { return; }
    if (this.pictures[material.name]?.picture !== picture) return;
    material.map?.dispose();
    texture.colorSpace = SRGBColorSpace;
    texture.wrapS = texture.wrapT = RepeatWrapping;
    texture.anisotropy = this.plain ? 1 : 8;
    texture.matrixAutoUpdate = false;
    const [a, b, c, d, e, f] = mapping;
    texture.matrix.set(a, b, c, d, e, f, 0, 0, 1);
    texture.needsUpdate = true;
    if (!material.map) material.needsUpdate = true;
    material.map = texture;
    material.color.set("#ffffff");
    this.changed();
  }
}
