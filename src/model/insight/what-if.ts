/** A trained LSTM with some of its gates put where they stay: its weights are changed, so that all else works as before. */
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

/** The model stays as it is. Cells without such a gate are not changed. */
export function changedModel(saved: SavedModel, { gates, unit: shut }: Change): SavedModel {
  const parameters = new Map(saved.parameters);
  for (const layer of layersOf(saved.config, sizesOf(saved))) {
    if (layer.kind !== 'recurrent' || layer.cell !== 'lstm') continue;
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
      for (const [gate, to] of Object.entries(gates)) clamp(weights, columnsOf(gate), to);
      if (shut?.layer === layer.name && shut.direction === direction)
        clamp(weights, [columnsOf('output')[shut.unit]], 'shut');
    }
  }
  return { ...saved, parameters };
}
