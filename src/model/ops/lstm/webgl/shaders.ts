/** The LSTM's fragment shaders. */
import type { Shader } from '../../helpers/webgl/painter.ts';
import inputGradSource from './input-grad.glsl?raw';
import inputsSource from './inputs.glsl?raw';
import { layoutSource } from './layout.ts';
import masksSource from './masks.glsl?raw';
import productSource from './product.glsl?raw';
import rowsSource from './rows.glsl?raw';
import sequenceSource from './sequence.glsl?raw';
import stepBackSource from './step-back.glsl?raw';
import stepSource from './step.glsl?raw';
import weightsGradSource from './weights-grad.glsl?raw';
import weightsOutSource from './weights-out.glsl?raw';
import weightsSource from './weights.glsl?raw';

const shader = (name: string, ...sources: string[]): Shader => ({
  name: `lstm ${name}`,
  source: [layoutSource, ...sources].join('\n'),
});

export const rowsShader = shader('rows', rowsSource);
export const weightsShader = shader('weights', weightsSource);
export const productShader = shader('input product', productSource);
export const stepShader = shader('step', masksSource, stepSource);
export const stepBackShader = shader('step back', masksSource, stepBackSource);
export const sequenceShader = shader('sequence', sequenceSource);
export const inputGradShader = shader('gradient of inputs', inputGradSource);
export const inputsShader = shader('inputs', inputsSource);
export const weightsGradShader = shader('gradient of weights', weightsGradSource);
export const weightsOutShader = shader('weights out', weightsOutSource);
