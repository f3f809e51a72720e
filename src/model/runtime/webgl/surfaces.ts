/** Textures of four floats a texel that no tensor stands in, kept for reuse. */
import { BackendError } from '../../errors.ts';

/** An array of textures of one size, its layers: one drawing fills all of them at once. */
export interface Surface {
  texture: WebGLTexture;
  width: number;
  height: number;
  layers: number;
}

const bytesPerTexel = 16;

export class SurfacePool {
  private readonly free = new Map<string, Surface[]>();
  private readonly all: Surface[] = [];

  constructor(private readonly gl: WebGL2RenderingContext) {}

  /** Its texels hold whatever was in them before. @throws {BackendError} `device-out-of-memory` */
  acquire(width: number, height: number, layers: number): Surface {
    const surface = this.free.get(keyOf({ width, height, layers }))?.pop();
    return surface ?? this.create(width, height, layers);
  }

  release(surface: Surface): void {
    const key = keyOf(surface);
    const free = this.free.get(key);
    if (free) free.push(surface);
    else this.free.set(key, [surface]);
  }

  /** Of surfaces in use and of those that wait to be used again. */
  get bytes(): number {
    return this.all.reduce(
      (sum, { width, height, layers }) => sum + width * height * layers * bytesPerTexel,
      0,
    );
  }

  dispose(): void {
    for (const { texture } of this.all) this.gl.deleteTexture(texture);
    this.all.length = 0;
    this.free.clear();
  }

  private create(width: number, height: number, layers: number): Surface {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA32F, width, height, layers);
    // Floats can't be filtered everywhere, and a texture that asks for it reads as zeros.
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    // It waits for the device, which is fine for what is made once and reused.
    checkMemory(gl);
    const surface = { texture, width, height, layers };
    this.all.push(surface);
    return surface;
  }
}

function keyOf({ width, height, layers }: Omit<Surface, 'texture'>): string {
  return `${width}×${height}×${layers}`;
}

/** @throws {BackendError} `device-out-of-memory` when a texture could not be made since the last call */
export function checkMemory(gl: WebGL2RenderingContext): void {
  for (let error = gl.getError(); error !== gl.NO_ERROR; error = gl.getError()) {
    if (error === gl.OUT_OF_MEMORY)
      throw new BackendError('device-out-of-memory', { code: 'gpu-memory-full' });
    if (error === gl.CONTEXT_LOST_WEBGL) return;
  }
}
