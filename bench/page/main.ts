/** Hands one measurement to a worker: `window.measure` is what the bench calls. */
import type { Measurement, MeasurementAnswer } from './measurement.ts';

declare global {
  interface Window {
    measure: (measurement: Measurement) => Promise<MeasurementAnswer>;
  }
}

window.measure = (measurement) =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./measure.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<MeasurementAnswer>) => resolve(data));
    worker.addEventListener('error', ({ message }) => resolve({ problem: message }));
    worker.postMessage(measurement);
  });
