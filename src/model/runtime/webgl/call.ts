/** What a kernel does with textures: inputs as views, outputs as tensors, temporaries that it forgets. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedWebglBackend } from './backend.ts';
import type { Attachment } from './frame.ts';
import type { Area, Drawing, Shader, TensorShader, UniformValue } from './painter.ts';
import type { Surface } from './surfaces.ts';

/** A tensor in a texture of one float a texel. */
export interface View {
  texture: WebGLTexture;
  /** (texels in a row, offset of the first element): the shader's `View` uniform. */
  view: readonly [number, number];
}

export interface Target extends View {
  info: TensorInfo;
  area: Area;
}

interface Shared {
  /** Tensors by name: sampler `x` and its view `xView`. */
  tensors?: Record<string, View>;
  surfaces?: Record<string, Surface>;
  uniforms?: Record<string, UniformValue>;
}

/** Fills whole tensors of one shape, with all that the shader's signature names; more scalars do no harm. */
export interface TensorDrawing<I extends string, O extends string, S extends string> {
  shader: TensorShader<I, O, S>;
  inputs: Readonly<Record<I, View>>;
  outputs: Readonly<Record<O, Target>>;
  scalars: Readonly<Record<S, number>>;
  /** What the text itself declares. */
  more?: Pick<Shared, 'surfaces' | 'uniforms'>;
}

export interface SurfaceDrawing extends Shared {
  shader: Shader;
  /** All layers of the first are the shader's first outputs, and so on. */
  outputs: readonly Surface[];
  /** The whole of the outputs where it is left out. */
  area?: Area;
  /** See `Painter.draw`. */
  frame?: number;
  /** Multiplications in all: many are drawn in strips, since drivers stop a drawing that takes seconds. */
  work?: number;
}

export class KernelCall {
  private readonly surfaces = new Set<Surface>();
  private readonly infos: TensorInfo[] = [];

  constructor(readonly backend: FusedWebglBackend) {}

  /** Puts a tensor on the device. Take all inputs before the first drawing: tfjs may draw here itself. */
  input(info: TensorInfo): View {
    let data = this.backend.getDataInfo(info.dataId);
    if (!data.texture && !data.isPacked) upload(this.backend, info);
    if (data.isPacked) {
      const copy = this.backend.unpackTensor(info);
      this.infos.push(copy);
      data = this.backend.getDataInfo(copy.dataId);
    }
    if (!data.texture || !data.texShape) throw new Error('A tensor has no texture.');
    this.backend.painter.begin();
    return { texture: data.texture.texture, view: [data.texShape[1], data.slice?.flatOffset ?? 0] };
  }

  output(shape: number[]): Target {
    const info = this.backend.makeTensorInfo(shape, 'float32');
    this.backend.uploadToGPU(info.dataId);
    this.backend.painter.begin();
    const { texture, texShape } = this.backend.getDataInfo(info.dataId);
    if (!texture || !texShape) throw new Error('A tensor has no texture.');
    const [height, width] = texShape;
    return { info, texture: texture.texture, view: [width, 0], area: { x: 0, y: 0, width, height } };
  }

  /** Makes an output a temporary. */
  releaseAtEnd({ info }: Target): void {
    this.infos.push(info);
  }

  /** A surface that goes when the kernel is done. */
  temporary(width: number, height: number, layers = 1): Surface {
    const surface = this.backend.surfaces.acquire(width, height, layers);
    this.backend.painter.begin();
    this.surfaces.add(surface);
    return surface;
  }

  /** Temporaries that shall last: until the tensor goes that stands for them. */
  keep(surfaces: readonly Surface[]): TensorInfo {
    surfaces.forEach((surface) => this.surfaces.delete(surface));
    return this.backend.handleFor(surfaces);
  }

  /** The shader gets `width`, the texels in a row of its outputs. */
  fill<I extends string, O extends string, S extends string>(drawing: TensorDrawing<I, O, S>): void {
    const { shader, inputs: tensors, outputs, scalars, more = {} } = drawing;
    const targets = shader.signature.outputs.map((name) => outputs[name]);
    const [{ area, view }] = targets;
    const attachments = targets.map(({ texture }) => ({ texture, layer: null }));
    const uniforms = { ...more.uniforms, ...scalars, width: view[0] };
    this.paint({ shader, tensors, ...more, uniforms }, attachments, area, 0);
  }

  /** Puts tensors on the device, as `input` does. */
  inputs<I extends string>(infos: Readonly<Record<I, TensorInfo>>): Record<I, View> {
    const views = Object.entries<TensorInfo>(infos).map(([name, info]) => [name, this.input(info)]);
    return Object.fromEntries(views) as Record<I, View>;
  }

  draw({ outputs, area, frame = 0, work = 0, ...drawing }: SurfaceDrawing): void {
    const whole = area ?? { x: 0, y: 0, width: outputs[0].width, height: outputs[0].height };
    const rows = Math.ceil(whole.height / Math.max(1, Math.ceil(work / this.backend.limits.mostWork)));
    for (let done = 0; done < whole.height; done += rows) {
      const strip = { ...whole, y: whole.y + done, height: Math.min(rows, whole.height - done) };
      this.paint(drawing, outputs.flatMap(layersOf), strip, frame);
    }
  }

  end(): void {
    for (const surface of this.surfaces) this.backend.surfaces.release(surface);
    for (const info of this.infos) this.backend.disposeIntermediateTensorInfo(info);
  }

  private paint(
    { shader, tensors = {}, surfaces = {}, uniforms = {} }: Shared & { shader: Shader },
    outputs: readonly Attachment[],
    area: Area,
    frame: number,
  ): void {
    const drawing: Drawing = {
      shader,
      inputs: {},
      uniforms: { ...uniforms },
      outputs,
      area,
    };
    for (const [name, { texture, view }] of Object.entries(tensors)) {
      drawing.inputs[name] = texture;
      drawing.uniforms[`${name}View`] = view;
    }
    for (const [name, { texture }] of Object.entries(surfaces)) drawing.inputs[name] = texture;
    this.backend.painter.draw(drawing, frame);
  }
}

function layersOf({ texture, layers }: Surface): Attachment[] {
  return Array.from({ length: layers }, (_, layer) => ({ texture, layer }));
}

/** Runs a kernel's body and lets go of its temporaries. */
export function kernelCall<T>(backend: FusedWebglBackend, body: (call: KernelCall) => T): T {
  const call = new KernelCall(backend);
  try {
    return body(call);
  } finally {
    call.end();
  }
}

/** Straight into the texture, without the drawing (and its shader for each shape) by which tfjs uploads. */
function upload(backend: FusedWebglBackend, info: TensorInfo): void {
  const data = backend.getDataInfo(info.dataId);
  const values = data.values as Float32Array | Int32Array | Uint8Array;
  // Without values tfjs only makes the texture; with this usage it takes one of one float a texel.
  data.values = undefined;
  data.usage = undefined;
  backend.uploadToGPU(info.dataId);
  if (!data.texture || !data.texShape) throw new Error('A tensor has no texture.');
  const [height, width] = data.texShape;
  const texels = new Float32Array(width * height);
  texels.set(values);
  const { gl } = backend.painter;
  gl.bindTexture(gl.TEXTURE_2D, data.texture.texture);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RED, gl.FLOAT, texels);
}
