/** What this engine's WebAssembly can do. */

/** A module with one function without parameters that returns a v128. */
function vectorModule(code: number[]): Uint8Array<ArrayBuffer> {
  const body = [0, ...code, 0x0b];
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const types = [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b];
  const functions = [0x03, 0x02, 0x01, 0x00];
  return Uint8Array.of(...header, ...types, ...functions, 0x0a, body.length + 2, 0x01, body.length, ...body);
}

/** i32.const 0, i8x16.splat */
const zeros = [0x41, 0x00, 0xfd, 0x0f];
/** f32x4.relaxed_madd */
const relaxedMadd = [0xfd, 0x85, 0x02];

export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(vectorModule(zeros));
}

/** Relaxed SIMD: multiply and add in one instruction. Node 20 has it behind a flag, which this sets. */
export function hasRelaxedSimd(): boolean {
  const probe = vectorModule([...zeros, ...zeros, ...zeros, ...relaxedMadd]);
  if (WebAssembly.validate(probe)) return true;
  if (!isNode()) return false;
  process.getBuiltinModule('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(probe);
}

/** Whether threads can share a memory: in a browser only in pages that are isolated from other origins. */
export function hasSharedMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  return typeof crossOriginIsolated === 'undefined' || crossOriginIsolated;
}

/** Whether this thread may sleep: all may, but for a page's own. */
export function maySleep(): boolean {
  return isNode() || !('document' in globalThis);
}

let mostThreads = Number.POSITIVE_INFINITY;

/** From now on this program takes no more threads than that to compute: others beside it take the rest. */
export function limitThreads(most: number): void {
  mostThreads = most;
}

/** Threads that can run at once, and that this program may take. */
export function processors(): number {
  return Math.min(allProcessors(), mostThreads);
}

function allProcessors(): number {
  if (isNode()) return process.getBuiltinModule('node:os').availableParallelism();
  return navigator.hardwareConcurrency || 1;
}

/** Modules of Node come from `process`: an import would not resolve in a bundle for browsers. */
export function isNode(): boolean {
  return typeof process === 'object' && typeof process.versions?.node === 'string';
}
