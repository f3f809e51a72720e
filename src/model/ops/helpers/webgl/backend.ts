/** tfjs's WebGL backend with a painter of its own, and tensors that may own further textures. */
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { GPGPUContext, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { Painter } from './painter.ts';

/** A texture of four floats a texel that no tensor stands in. Pooled by tfjs. */
export interface Surface {
  texture: WebGLTexture;
  /** What tfjs knows it by: a tensor of as many floats, packed 2×2 in a texel. */
  info: TensorInfo;
  width: number;
  height: number;
}

export class FusedWebglBackend extends MathBackendWebGL {
  readonly painter: Painter;
  /** The longest side of a texture. */
  readonly maxSide: number;
  isDisposed = false;
  private readonly owned = new WeakMap<DataId, readonly Surface[]>();

  /**
   * @param context one that tfjs was told of before (`setWebGLContext`)
   * @param outputsAtOnce textures of four floats a texel that one drawing can fill: 4 to 8
   */
  constructor(
    private readonly context: WebGL2RenderingContext,
    readonly outputsAtOnce: number,
  ) {
    super(new GPGPUContext(context));
    this.painter = new Painter(context);
    this.maxSide = Number(context.getParameter(context.MAX_TEXTURE_SIZE));
  }

  acquireSurface(width: number, height: number): Surface {
    const info = this.makeTensorInfo([2 * height, 2 * width], 'float32');
    const data = this.getDataInfo(info.dataId);
    data.isPacked = true;
    data.texShape = [2 * height, 2 * width];
    // Without values this only takes a texture.
    return { texture: this.getTexture(info.dataId), info, width, height };
  }

  releaseSurface({ info }: Surface): void {
    this.disposeIntermediateTensorInfo(info);
  }

  /** An empty tensor that stands for surfaces: they go when it goes. */
  handleFor(surfaces: readonly Surface[]): TensorInfo {
    const handle = this.makeTensorInfo([0], 'float32', new Float32Array(0));
    this.owned.set(handle.dataId, surfaces);
    return handle;
  }

  /** @throws {Error} when the tensor was not made by `handleFor` */
  surfacesOf(handle: TensorInfo): readonly Surface[] {
    const surfaces = this.owned.get(handle.dataId);
    if (!surfaces) throw new Error('This tensor does not come from the forward pass of this backend.');
    return surfaces;
  }

  override disposeData(dataId: DataId, force?: boolean): boolean {
    const gone = super.disposeData(dataId, force);
    if (gone) {
      this.owned.get(dataId)?.forEach((surface) => this.releaseSurface(surface));
      this.owned.delete(dataId);
    }
    return gone;
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.painter.dispose();
    super.dispose();
    // Frees the graphics memory at once instead of when the canvas is collected.
    this.context.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
