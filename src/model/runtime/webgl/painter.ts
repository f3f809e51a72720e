/**
 * Draws with fragment shaders on tfjs's own WebGL2 context, into several textures at once. A number never
 * stands in a shader's source: all are uniforms, so each shader is compiled once, whatever the shapes.
 */
import { BackendError } from '../../errors.ts';
import type { ScalarKind, Signature } from '../signature.ts';
import { Frame } from './frame.ts';
import type { Attachment } from './frame.ts';
import prelude from './prelude.glsl?raw';

/** A fragment shader; `name` is for error messages, `source` follows the prelude. */
export interface Shader {
  readonly name: string;
  readonly source: string;
}

/** A shader that fills tensors with one float a texel. */
export interface TensorShader<
  I extends string = string,
  O extends string = string,
  S extends string = string,
> extends Shader {
  readonly signature: Signature<I, O, S>;
}

const scalarTypes: Record<ScalarKind, string> = {
  size: 'int',
  signed: 'int',
  bits: 'uint',
  flag: 'bool',
  float: 'float',
};

/**
 * A shader of a text without declarations: they are written from its signature. An input x has its view as `xView`, and
 * `width` is the texels in a row of the outputs.
 */
export function glsl<I extends string, O extends string, S extends string>(
  signature: Signature<I, O, S>,
  text: string,
): TensorShader<I, O, S> {
  const { name, inputs, outputs, scalars, constants = {} }: Signature = signature;
  const declared = [
    ...Object.keys(inputs).flatMap((input) => [`uniform sampler2D ${input};`, `uniform ivec2 ${input}View;`]),
    'uniform int width;',
    ...Object.entries(scalars).map(([scalar, kind]) => `uniform ${scalarTypes[kind]} ${scalar};`),
    ...outputs.map((output, i) => `layout(location = ${i}) out float ${output};`),
    ...Object.entries(constants).map(([constant, value]) => `const int ${constant} = ${value};`),
  ];
  return { name, signature, source: `${declared.join('\n')}\n${text}` };
}

/** Texels to fill, in the outputs' own coordinates. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type UniformValue = number | readonly number[];

export interface Drawing {
  shader: Shader;
  /** By the sampler's name. */
  inputs: Record<string, WebGLTexture>;
  /** By the uniform's name: ints, uints and floats alike. */
  uniforms: Record<string, UniformValue>;
  /** One for each `out` of the shader, by location. */
  outputs: readonly Attachment[];
  area: Area;
}

interface Uniform {
  location: WebGLUniformLocation;
  type: number;
  /** What the program holds, so that nothing is set twice. */
  value: UniformValue | null;
}

interface Sampler {
  name: string;
  /** What kind of texture is bound for it: TEXTURE_2D or TEXTURE_2D_ARRAY. */
  target: number;
}

interface Program {
  program: WebGLProgram;
  uniforms: Map<string, Uniform>;
  /** A sampler's place here is its texture unit. */
  samplers: Sampler[];
}

/** A triangle that covers the whole area, counter-clockwise: tfjs culls the other side. */
const vertexSource = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

export class Painter {
  private readonly programs = new Map<Shader, Program>();
  private readonly vertexShader: WebGLShader;
  private readonly vertexArray: WebGLVertexArrayObject;
  private readonly frames: Frame[] = [];
  private readonly bound: (WebGLTexture | null)[] = [];
  private current: Program | null = null;

  constructor(readonly gl: WebGL2RenderingContext) {
    this.vertexShader = compile(gl, gl.VERTEX_SHADER, vertexSource, 'triangle');
    this.vertexArray = gl.createVertexArray();
  }

  /** To be called after whatever tfjs did with the context, and before the next drawing. */
  begin(): void {
    this.current = null;
    this.bound.length = 0;
    this.gl.bindVertexArray(this.vertexArray);
  }

  /** `frame`: sets of outputs that are used in turn, by small numbers, need not be attached again each time. */
  draw(drawing: Drawing, frame = 0): void {
    const { gl } = this;
    const program = this.use(drawing.shader);
    (this.frames[frame] ??= new Frame(gl)).attach(drawing.outputs);
    program.samplers.forEach((sampler, unit) => this.bind(unit, sampler, drawing));
    for (const [name, value] of Object.entries(drawing.uniforms)) this.set(program, name, value);
    const { x, y, width, height } = drawing.area;
    gl.viewport(x, y, width, height);
    gl.scissor(x, y, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  dispose(): void {
    for (const { program } of this.programs.values()) this.gl.deleteProgram(program);
    this.programs.clear();
    this.frames.forEach((frame) => frame.dispose());
    this.gl.deleteVertexArray(this.vertexArray);
    this.gl.deleteShader(this.vertexShader);
  }

  private use(shader: Shader): Program {
    let program = this.programs.get(shader);
    if (!program) {
      program = link(this.gl, this.vertexShader, shader);
      this.programs.set(shader, program);
      this.current = null;
    }
    if (program !== this.current) this.gl.useProgram(program.program);
    this.current = program;
    return program;
  }

  private bind(unit: number, { name, target }: Sampler, { inputs, shader }: Drawing): void {
    const texture = inputs[name];
    if (!texture) throw new Error(`The shader “${shader.name}” was given no texture for “${name}”.`);
    if (this.bound[unit] === texture) return;
    this.gl.activeTexture(this.gl.TEXTURE0 + unit);
    this.gl.bindTexture(target, texture);
    this.bound[unit] = texture;
  }

  private set(program: Program, name: string, value: UniformValue): void {
    const uniform = program.uniforms.get(name);
    // The compiler drops what a shader does not use.
    if (!uniform || same(uniform.value, value)) return;
    uniform.value = value;
    const { gl } = this;
    const { location, type } = uniform;
    const values = typeof value === 'number' ? [value] : value;
    if (type === gl.FLOAT) gl.uniform1fv(location, values);
    else if (type === gl.INT || type === gl.BOOL) gl.uniform1iv(location, values);
    else if (type === gl.INT_VEC2) gl.uniform2iv(location, values);
    else if (type === gl.UNSIGNED_INT) gl.uniform1uiv(location, values);
    else throw new Error(`The uniform “${name}” has a type that is not used here.`);
  }
}

function same(a: UniformValue | null, b: UniformValue): boolean {
  if (a === b) return true;
  if (a === null || typeof a === 'number' || typeof b === 'number') return false;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function compile(gl: WebGL2RenderingContext, type: number, source: string, name: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw lostContext();
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
    throw invalidShader('compile', name, gl.getShaderInfoLog(shader));
  return shader;
}

function link(gl: WebGL2RenderingContext, vertexShader: WebGLShader, { name, source }: Shader): Program {
  const fragmentShader = compile(gl, gl.FRAGMENT_SHADER, `${prelude}\n${source}`, name);
  const program = gl.createProgram();
  gl.attachShader(program, vertexShader);
  gl.attachShader(program, fragmentShader);
  gl.linkProgram(program);
  gl.deleteShader(fragmentShader);
  if (gl.isContextLost()) throw lostContext();
  if (!gl.getProgramParameter(program, gl.LINK_STATUS))
    throw invalidShader('link', name, gl.getProgramInfoLog(program));
  gl.useProgram(program);
  const uniforms = new Map<string, Uniform>();
  const samplers: Sampler[] = [];
  const count = Number(gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS));
  for (let i = 0; i < count; i++) {
    const info = gl.getActiveUniform(program, i);
    const location = info && gl.getUniformLocation(program, info.name);
    if (!info || !location) continue;
    const target = targetOf(gl, info.type);
    if (target) gl.uniform1i(location, samplers.push({ name: info.name, target }) - 1);
    else uniforms.set(info.name, { location, type: info.type, value: null });
  }
  return { program, uniforms, samplers };
}

/** The kind of texture that a uniform of this type reads; null where it is no sampler. */
function targetOf(gl: WebGL2RenderingContext, type: number): number | null {
  if (type === gl.SAMPLER_2D) return gl.TEXTURE_2D;
  return type === gl.SAMPLER_2D_ARRAY ? gl.TEXTURE_2D_ARRAY : null;
}

function invalidShader(verb: 'compile' | 'link', shader: string, log: string | null): BackendError {
  return new BackendError('kernel-invalid', { code: 'shader-refused', verb, shader, log });
}

function lostContext(): BackendError {
  return new BackendError('device-lost', { code: 'device-taken-away' });
}
