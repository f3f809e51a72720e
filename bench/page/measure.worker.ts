import type { Measurement, MeasurementAnswer } from './measurement.ts';

self.addEventListener('message', ({ data }: MessageEvent<Measurement>) => void answer(data));

async function answer(measurement: Measurement): Promise<void> {
  const result: MeasurementAnswer = await measure(measurement).catch((error: unknown) => ({
    problem: error instanceof Error ? error.message : String(error),
  }));
  self.postMessage(result);
}

/** Each side's code is loaded alone, so that neither pays for the other. */
async function measure({ side, backend, shape, warmUp, timed }: Measurement): Promise<MeasurementAnswer> {
  const { benchConfig } = await import('../config.ts');
  const config = benchConfig(shape);
  if (side === 'tfjs') {
    const { timeTfjsSteps } = await import('../tfjs.ts');
    return timeTfjsSteps(config, backend, warmUp, timed);
  }
  const { timeSteps } = await import('../../src/model/index.ts');
  return timeSteps(config, backend, warmUp, timed);
}
