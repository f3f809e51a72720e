/**
 * How sequences stand in surfaces: a texel holds four rows of the batch (a group) for one feature of one
 * timestep, so that a product of four rows by four gates takes two texels. A timestep's tile is `features`
 * wide and `groups` high; tiles stand below one another, then in further columns.
 *
 * A drawing can't read the texture that it writes. What a timestep hands to the next (h, c, and the
 * gradients backwards) therefore stands in two surfaces, one for even and one for odd timesteps: tile t/2.
 * Other sequences keep the same order in one surface: first the even timesteps, then the odd.
 */
import { BackendError } from '../../../errors.ts';
import type { KernelCall } from '../../../runtime/webgl/call.ts';
import type { Area } from '../../../runtime/webgl/painter.ts';
import type { Surface } from '../../../runtime/webgl/surfaces.ts';
import prelude from './layout.glsl?raw';

/** GLSL shared by the shaders that know this layout. */
export const layoutSource = prelude;

export class Layout {
  readonly groups: number;
  /** Groups, two at a time. */
  readonly groupPairs: number;
  /** Timesteps 0, 2, 4 …; the odd ones are as many or one less. */
  readonly evenTiles: number;
  private readonly tilesPerColumn: number;

  constructor(
    private readonly maxSide: number,
    readonly batch: number,
    readonly time: number,
  ) {
    this.groups = Math.ceil(batch / 4);
    this.groupPairs = Math.ceil(this.groups / 2);
    this.evenTiles = Math.ceil(time / 2);
    this.tilesPerColumn = Math.max(1, Math.floor(maxSide / this.groups));
  }

  /** The uniforms that the shared GLSL declares. */
  get uniforms(): Record<string, number> {
    const { batch, time, groups, evenTiles, tilesPerColumn } = this;
    return { batch, time, groups, evenTiles, tilesPerColumn };
  }

  /** A surface's texels for all timesteps, or for those of one parity. @throws {BackendError} too large */
  size(features: number, tiles: number, tileHeight = this.groups): [width: number, height: number] {
    const columns = Math.ceil(tiles / this.tilesPerColumn);
    const width = columns * features;
    const height = Math.min(tiles, this.tilesPerColumn) * tileHeight;
    if (width > this.maxSide || height > this.maxSide) {
      throw new BackendError('device-out-of-memory', { code: 'batch-too-large' });
    }
    return [width, height];
  }

  /** Where a tile begins. */
  place(tile: number, features: number, tileHeight = this.groups): [x: number, y: number] {
    const column = Math.floor(tile / this.tilesPerColumn);
    return [column * features, (tile - column * this.tilesPerColumn) * tileHeight];
  }

  area(tile: number, features: number): Area {
    const [x, y] = this.place(tile, features);
    return { x, y, width: features, height: this.groups };
  }

  /** A timestep's tile in a surface that holds all of them. */
  tileOf(t: number): number {
    return (t % 2) * this.evenTiles + Math.floor(t / 2);
  }

  /** Timesteps of a parity. */
  tilesOf(parity: number): number {
    return parity === 0 ? this.evenTiles : this.time - this.evenTiles;
  }

  /** For all timesteps. */
  whole(call: KernelCall, features: number, layers = 1): Surface {
    return call.temporary(...this.size(features, this.time), layers);
  }

  /** For even timesteps and for odd ones. */
  pair(call: KernelCall, features: number, layers: number): Pair {
    const size = this.size(features, this.evenTiles);
    return [call.temporary(...size, layers), call.temporary(...size, layers)];
  }
}

/** Of even and of odd timesteps. */
export type Pair = readonly [even: Surface, odd: Surface];
