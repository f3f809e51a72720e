/** The LSTM's fragment shaders, in variants for devices that write 4, 6 or 8 textures at once. */
import { signature } from '../../../runtime/signature.ts';
import type { ScalarKind } from '../../../runtime/signature.ts';
import { glsl } from '../../../runtime/webgl/painter.ts';
import type { Shader } from '../../../runtime/webgl/painter.ts';
import gatesSource from './gates.glsl?raw';
import inputGradSource from './input-grad.glsl?raw';
import inputsSource from './inputs.glsl?raw';
import { layoutSource } from './layout.ts';
import masksSource from './masks.glsl?raw';
import outputGradSource from './output-grad.glsl?raw';
import productSource from './product.glsl?raw';
import rowsSource from './rows.glsl?raw';
import sequenceSource from './sequence.glsl?raw';
import stateSource from './state.glsl?raw';
import stepBackSource from './step-back.glsl?raw';
import stepSource from './step.glsl?raw';
import weightsGradSource from './weights-grad.glsl?raw';
import weightsOutSource from './weights-out.glsl?raw';
import weightsSource from './weights.glsl?raw';

function shader(name: string, ...sources: string[]): Shader {
  return { name: `lstm ${name}`, source: [layoutSource, ...sources].join('\n') };
}

/** A shader that fills a tensor from surfaces. */
function filling<S extends string>(name: string, scalars: Record<S, ScalarKind>, source: string) {
  const names = signature({ name: `lstm ${name}`, inputs: {}, outputs: ['value'], scalars });
  return glsl(names, `${layoutSource}\n${source}`);
}

/** A shader that writes 4 (2²) or 8 (2³) textures at once. */
function spans(name: string, ...sources: string[]): Record<2 | 3, Shader> {
  return {
    2: shader(`${name}, by four`, ...sources),
    3: shader(`${name}, by eight`, '#define WIDE', ...sources),
  };
}

const together = '#define TOGETHER';

export const productShaders = spans('input product', gatesSource, productSource);
export const rowsShader = shader('rows', rowsSource);
export const weightsShader = shader('weights', weightsSource);
export const sequenceShader = filling('sequence', { hidden: 'size' }, sequenceSource);

/** Gates, cell state and output; or the gates alone and then the others. */
export const stepShader = shader('step', together, masksSource, gatesSource, stepSource);
export const gatesShader = shader('gates', masksSource, gatesSource, stepSource);
export const stateShader = shader('state', masksSource, stateSource);

export const outputGradShaders = spans('gradient of outputs', masksSource, outputGradSource);
/** Gradients by the gates and by the cell state; or those by the gates alone, and then the other. */
export const stepBackShader = shader('step back', together, masksSource, stepBackSource);
export const gatesGradShader = shader('gradient of gates', masksSource, stepBackSource);
export const cellGradShader = shader('gradient of cells', '#define CARRY', masksSource, stepBackSource);

export const inputGradShaders = spans('gradient of inputs', inputGradSource);
export const inputsShader = filling(
  'inputs',
  { features: 'size', blocks: 'size', spanBits: 'size' },
  inputsSource,
);
export const weightsGradShaders = spans('gradient of weights', weightsGradSource);
export const weightsOutShader = filling(
  'weights out',
  {
    ...{ hidden: 'size', blocks: 'size', slices: 'size' },
    ...{ firstRow: 'size', rowCount: 'size', spanBits: 'size' },
  },
  weightsOutSource,
);
