import type { ComputeBackend, StepTimes } from '../../src/model/index.ts';
import type { Shape } from '../shape.ts';

/** What the page is asked to time. */
export interface Measurement {
  side: 'tfjs' | 'fused';
  backend: ComputeBackend;
  shape: Shape;
  warmUp: number;
  timed: number;
}

export type MeasurementAnswer = StepTimes | { problem: string };
