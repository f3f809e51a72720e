/** The WebGL backend: tfjs's own on a context of ours, with the fused kernels. */
import { env, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl';
import { BackendError } from '../errors.ts';
import { kernelsOf } from '../ops/registry.ts';
import type { KernelFile } from '../ops/registry.ts';
import { registerKernels } from '../runtime/kernel.ts';
import { FusedWebglBackend } from '../runtime/webgl/backend.ts';
import type { DrawingLimits } from '../runtime/webgl/backend.ts';
import { registerFallback } from './fallback.ts';
import { namesSoftware } from './handle.ts';
import type { BackendHandle } from './handle.ts';

const name = 'webgl';

/** tfjs would run small ops on the CPU, waiting for the device, and pack 2×2 floats, which ours don't read. */
const flags = { WEBGL_VERSION: 2, WEBGL_CPU_FORWARD: false, WEBGL_PACK: false };

/** Fragments that keep a GPU busy, and a processor that renders in software. */
const gpuFragments = 2048;
const processorFragments = 64;

/** A tenth of a second on a slow GPU. */
const mostWork = 2 ** 31;

let registered = false;

/** tfjs does not tell whether a name was registered before, and warns at each second time. */
function registerOnce(): void {
  if (registered) return;
  registered = true;
  registerKernels(name, kernelsOf(import.meta.glob<KernelFile>('../ops/*/webgl.ts', { eager: true })));
  registerFallback(name);
}

/**
 * Opens WebGL under tfjs's name `webgl`. Choosing it (`setBackend`) is up to the caller.
 *
 * @param limits lower ones than the device has, to try here what runs on others
 * @throws {BackendError} `no-backend` where there is no WebGL2 that renders to 32-bit floats
 */
export function openWebgl(limits: Partial<DrawingLimits> = {}): Promise<BackendHandle> {
  // Not async, so that what is thrown below rejects as well.
  return new Promise((resolve) => resolve(open(limits)));
}

function open(limits: Partial<DrawingLimits>): BackendHandle {
  const gl = openContext();
  const outputsAtOnce = countOutputs(gl);
  if (outputsAtOnce === 0) throw new BackendError('no-backend', { code: 'webgl-no-floats' });
  const adapter = adapterName(gl);
  const isSoftware = namesSoftware(adapter);
  const enoughFragments = isSoftware ? processorFragments : gpuFragments;
  for (const [flag, value] of Object.entries(flags)) env().set(flag, value);
  setWebGLContext(2, gl);
  const backend = new FusedWebglBackend(gl, { outputsAtOnce, enoughFragments, mostWork, ...limits });
  removeIfRegistered();
  registerBackend(name, () => backend);
  registerOnce();
  return {
    name,
    adapter,
    isSoftware,
    lost: lossOf(gl, backend),
    bytesHeld: () => backend.bytesHeld,
    dispose: () => {
      if (findBackendFactory(name)?.() === backend) removeIfRegistered();
      // tfjs disposes what it removes only if it was chosen once.
      backend.dispose();
    },
  };
}

function removeIfRegistered(): void {
  if (findBackendFactory(name)) removeBackend(name);
}

function openContext(): WebGL2RenderingContext {
  const canvas = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1);
  const gl = canvas?.getContext('webgl2', {
    ...{ alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: false },
    powerPreference: 'high-performance',
  });
  if (!gl) throw new BackendError('no-backend', { code: 'webgl-missing' });
  return gl;
}

/** Stays pending when the context goes because we let it go. */
function lossOf(gl: WebGL2RenderingContext, backend: FusedWebglBackend): Promise<BackendError> {
  return new Promise((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => {
      if (!backend.isDisposed) resolve(new BackendError('device-lost', { code: 'device-taken-away' }));
    });
  });
}

/** How many textures of four 32-bit floats a texel one drawing fills here: 8, 6, 4, or 0 where it can't. */
function countOutputs(gl: WebGL2RenderingContext): number {
  if (!gl.getExtension('EXT_color_buffer_float')) return 0;
  const most = Math.min(
    Number(gl.getParameter(gl.MAX_DRAW_BUFFERS)),
    gl.getParameter(gl.MAX_COLOR_ATTACHMENTS),
  );
  return [8, 6, 4].find((count) => count <= most && canFill(gl, count)) ?? 0;
}

/** Some devices have room for fewer bytes a texel than their number of outputs says. */
function canFill(gl: WebGL2RenderingContext, count: number): boolean {
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  const textures = Array.from({ length: count }, (_, i) => {
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 1, 1);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, gl.TEXTURE_2D, texture, 0);
    return texture;
  });
  gl.drawBuffers(textures.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
  const complete = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
  gl.deleteFramebuffer(framebuffer);
  textures.forEach((texture) => gl.deleteTexture(texture));
  return complete;
}

function adapterName(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
