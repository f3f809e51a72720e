/** A trained network with some of its gates or units put where they stay: its weights are changed, so that all else works as before. */
import type { Change, Clamp } from '../../contract/insight.ts';
import type { SavedModel } from '../export/saved-model.ts';
import { sizesOf } from '../export/saved-model.ts';
import { cells } from '../network/cells.ts';
import { layersOf } from '../network/layers.ts';

/** A bias whose σ is 1 or 0 to the last bit. */
const biases: Record<Clamp, number> = { open: 800, shut: -800 };

/** The weights of one direction, which are written to. */
interface Weights {
  kernel: Float32Array;
  recurrentKernel: Float32Array;
  bias: Float32Array;
}

/** Columns of W, U and b that no input moves any more. */
function clamp({ kernel, recurrentKernel, bias }: Weights, columns: readonly number[], to: Clamp): void {
  const width = bias.length;
  for (const column of columns) {
    for (const matrix of [kernel, recurrentKernel])
      for (let at = column; at < matrix.length; at += width) matrix[at] = 0;
    bias[column] = biases[to];
  }
}

/** Units that write nothing: from a state of 0 they never leave it. Without gates the candidate is the state itself. */
function silence({ kernel, recurrentKernel, bias }: Weights, columns: readonly number[]): void {
  for (const values of [kernel, recurrentKernel, bias])
    for (const column of columns) for (let at = column; at < values.length; at += bias.length) values[at] = 0;
}

/** The model stays as it is. Cells without such a gate are not changed. */
export function changedModel(saved: SavedModel, { gates, unit: shut }: Change): SavedModel {
  const parameters = new Map(saved.parameters);
  for (const layer of layersOf(saved.config, sizesOf(saved))) {
    if (layer.kind !== 'recurrent') continue;
    const names = cells[layer.cell].gates;
    const columnsOf = (gate: string) =>
      Array.from({ length: layer.units }, (_, unit) => names.indexOf(gate) * layer.units + unit);
    for (const direction of layer.directions) {
      const copy = (part: string) => {
        const name = `${layer.name}/${direction}/${part}`;
        const values = Float32Array.from(parameters.get(name) ?? []);
        parameters.set(name, values);
        return values;
      };
      const weights = {
        kernel: copy('kernel'),
        recurrentKernel: copy('recurrent_kernel'),
        bias: copy('bias'),
      };
      for (const [gate, to] of Object.entries(gates))
        if (names.includes(gate)) clamp(weights, columnsOf(gate), to);
      if (shut?.layer !== layer.name || shut.direction !== direction) continue;
      const all = columnsOf(names.find((name) => name === 'candidate') ?? names[0]);
      silence(weights, shut.unit === null ? all : [all[shut.unit]]);
    }
  }
  return { ...saved, parameters };
}
