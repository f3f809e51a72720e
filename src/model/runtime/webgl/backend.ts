/** tfjs's WebGL backend with a painter of its own, and tensors that stand for surfaces. */
import type { BackendValues, DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { GPGPUContext, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { BackendError } from '../../errors.ts';
import { Painter } from './painter.ts';
import { checkMemory, SurfacePool } from './surfaces.ts';
import type { Surface } from './surfaces.ts';

export interface DrawingLimits {
  /** Textures of four floats a texel that one drawing can fill: 4 to 8. */
  outputsAtOnce: number;
  /** That a drawing must have to keep the GPU busy: where there would be fewer, each does less. */
  enoughFragments: number;
  /** Multiplications of one drawing, below what takes so long that a driver stops it. */
  mostWork: number;
}

export class FusedWebglBackend extends MathBackendWebGL {
  readonly painter: Painter;
  readonly surfaces: SurfacePool;
  /** The longest side of a texture. */
  readonly maxSide: number;
  isDisposed = false;
  private readonly owned = new WeakMap<DataId, readonly Surface[]>();

  /** @param context one that tfjs was told of before (`setWebGLContext`) */
  constructor(
    private readonly context: WebGL2RenderingContext,
    readonly limits: DrawingLimits,
  ) {
    super(new GPGPUContext(context));
    this.painter = new Painter(context);
    this.surfaces = new SurfacePool(context);
    this.maxSide = Number(context.getParameter(context.MAX_TEXTURE_SIZE));
  }

  /** Graphics memory of tensors and surfaces, in use or kept for reuse. */
  get bytesHeld(): number {
    return this.memory().numBytesInGPUAllocated + this.surfaces.bytes;
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
      this.owned.get(dataId)?.forEach((surface) => this.surfaces.release(surface));
      this.owned.delete(dataId);
    }
    return gone;
  }

  /** @throws {BackendError} also when a texture of tfjs's own had no room: it would read as zeros */
  override async read(dataId: DataId): Promise<BackendValues> {
    const values = await super.read(dataId).catch((error: unknown) => {
      throw this.failureOf(error);
    });
    checkMemory(this.context);
    return values;
  }

  /** @throws {BackendError} */
  override runWebGLProgram(...call: Parameters<MathBackendWebGL['runWebGLProgram']>): TensorInfo {
    try {
      return super.runWebGLProgram(...call);
    } catch (error) {
      throw this.failureOf(error);
    }
  }

  /** tfjs throws plain errors: a shader that is refused, or whatever it comes to on a context that is lost. */
  private failureOf(error: unknown): unknown {
    if (error instanceof BackendError) return error;
    if (this.context.isContextLost()) return new BackendError('device-lost', { code: 'device-taken-away' });
    const detail = error instanceof Error ? error.message : String(error);
    return new BackendError('kernel-invalid', { code: 'kernel-refused', name: 'webgl', detail });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.painter.dispose();
    this.surfaces.dispose();
    super.dispose();
    // Frees the graphics memory at once instead of when the canvas is collected.
    this.context.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
