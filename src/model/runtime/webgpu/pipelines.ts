/** Compute pipelines by what is baked into their shader. */
import type { Source } from './template.ts';

export interface Pipeline {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

export class PipelineCache {
  private readonly made = new Map<string, Pipeline>();
  private readonly asked = new Set<string>();

  constructor(private readonly device: GPUDevice) {}

  /** Compiles the shader now if it was not compiled before. */
  get(source: Source): Pipeline {
    const { key } = source;
    const known = this.made.get(key);
    if (known) return known;
    const layout = this.layoutOf(source);
    const pipeline = { pipeline: this.device.createComputePipeline(this.descriptor(source, layout)), layout };
    this.made.set(key, pipeline);
    return pipeline;
  }

  /** Whether `get` will not have to compile; if it would, compiling starts beside the device's other work. */
  isReady(source: Source): boolean {
    const { key } = source;
    if (this.made.has(key)) return true;
    if (!this.asked.has(key)) {
      this.asked.add(key);
      const layout = this.layoutOf(source);
      this.device
        .createComputePipelineAsync(this.descriptor(source, layout))
        .then((pipeline) => this.made.set(key, { pipeline, layout }))
        // A device that is gone, or a shader that it refuses: whoever needs it hears of it from `get`.
        .catch(() => undefined);
    }
    return false;
  }

  private layoutOf({ signature: { inputs, outputs } }: Source): GPUBindGroupLayout {
    const reads = Object.keys(inputs).length;
    const visibility = GPUShaderStage.COMPUTE;
    const storage = Array.from({ length: reads + outputs.length }, (_, i) => ({
      binding: i + 1,
      visibility,
      buffer: { type: i < reads ? ('read-only-storage' as const) : ('storage' as const) },
    }));
    const uniform = { binding: 0, visibility, buffer: { type: 'uniform' as const, hasDynamicOffset: true } };
    return this.device.createBindGroupLayout({ entries: [uniform, ...storage] });
  }

  private descriptor(source: Source, layout: GPUBindGroupLayout): GPUComputePipelineDescriptor {
    return {
      label: source.key,
      layout: this.device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: this.device.createShaderModule({ label: source.key, code: source.code() }) },
    };
  }
}
