/** Why a backend was chosen, cannot be used or failed, in English. */
import type { ComputeBackend } from '../../settings.ts';
import type { AnyMessage, Say } from '../say.ts';
import { backendNames } from './phrases.ts';

/** A backend that was not chosen: its time, or why it has none. */
interface Other {
  name: ComputeBackend;
  milliseconds: number | null;
  why: 'excluded' | 'software' | 'unusable' | null;
}

const whyNot = {
  excluded: 'is excluded',
  software: 'is only software-rendered here',
  unusable: 'can’t be used here',
};

const time = (milliseconds: number) =>
  `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;

const besides = ({ name, milliseconds, why }: Other) =>
  `${backendNames[name]} ${milliseconds === null ? whyNot[why ?? 'unusable'] : time(milliseconds)}`;

const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

export const backendMessages = {
  'backend-asked-for': ({ name, adapter }: { name: ComputeBackend; adapter: string | null }) =>
    `${backendNames[name]}${adapter === null ? '' : ` on ${adapter}`}, as you asked.`,
  'backend-fastest': ({
    name,
    adapter,
    milliseconds,
    others,
  }: {
    name: ComputeBackend;
    adapter: string | null;
    milliseconds: number | null;
    others: Other[];
  }) => {
    const step = milliseconds === null ? '' : `: ${time(milliseconds)} a step`;
    const rest = others.length > 0 ? ` (${others.map(besides).join(', ')})` : '';
    return `${backendNames[name]}${adapter === null ? '' : ` on ${adapter}`}${step}${rest}.`;
  },
  'no-backend': (
    {
      isAutomatic,
      problems,
    }: { isAutomatic: boolean; problems: { name: ComputeBackend; problem: AnyMessage | null }[] },
    say: Say,
  ) =>
    [
      'No backend can train here.',
      isAutomatic ? 'Try another browser or update this one.' : 'Choose Automatic instead.',
      ...problems.map(({ name, problem }) => `${backendNames[name]}: ${problem ? say(problem) : '–'}`),
    ].join(' '),
  'software-adapter': 'software-rendered here, where WebAssembly is faster: not timed',
  'backend-not-started': ({ name }: { name: ComputeBackend }) => `${backendNames[name]} did not start.`,
  'backend-not-loaded': ({ name }: { name: ComputeBackend }) =>
    `The code of ${backendNames[name]} could not be loaded.`,
  'backend-silent': ({ name, seconds }: { name: ComputeBackend; seconds: number }) =>
    `${backendNames[name]} did not answer within ${seconds} seconds.`,
  'wrong-result': ({ part }: { part: 'output' | 'input' | 'kernel' | 'recurrent-kernel' | 'bias' }) =>
    `The recurrent layer’s ${part === 'output' ? part : `gradient of its ${part.replace('-', ' ')}`} comes out wrong on this device.`,
  'webgpu-missing': 'This browser offers no WebGPU on this machine.',
  'webgpu-no-device': ({ detail }: { detail: string }) => `This browser gives no WebGPU device: ${detail}`,
  'webgl-missing': 'This browser has no WebGL 2, or it is switched off.',
  'webgl-no-floats': 'WebGL can’t compute with 32-bit numbers on this device.',
  'wasm-no-simd': 'WebAssembly has no SIMD here: update the browser.',
  'device-taken-away': 'The browser took the graphics device away.',
  'gpu-memory-full': 'The GPU’s memory is full.',
  'block-too-large': ({ bytes, most }: { bytes: number; most: number }) =>
    `One step of this training needs a block of ${megabytes(bytes)}, and this GPU allows ${megabytes(most)}.`,
  'batch-too-large': 'A batch does not fit into WebGL’s textures on this device.',
  'kernel-refused': ({ name, detail }: { name: 'webgpu' | 'webgl'; detail: string }) =>
    `${name === 'webgl' ? 'WebGL' : 'The GPU'} refuses a kernel: ${detail}`,
  'shader-refused': ({
    verb,
    shader,
    log,
  }: {
    verb: 'compile' | 'link';
    shader: string;
    log: string | null;
  }) => `WebGL does not ${verb} the shader “${shader}”: ${log ?? 'no reason was given.'}`,
  'wasm-memory-full': 'WebAssembly has no memory left.',
  'wasm-no-memory': 'WebAssembly gets no memory here.',
};
