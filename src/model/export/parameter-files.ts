/**
 * `model.safetensors` and `optimizer.safetensors`: parameters, or the optimizer's running values of them, by the
 * names and in the order of `parameterSpecs`. The header of the first says all else that a model is.
 */
import { parameterSpecs, sizeOf } from '../network/layers.ts';
import { writeSafetensors } from './safetensors.ts';
import type { Tensor } from './safetensors.ts';
import { formatName, formatVersion, optimizerSlots, sizesOf } from './saved-model.ts';
import type { OptimizerState, SavedModel } from './saved-model.ts';
import { writeMetrics, writeSettings } from './schemas.ts';

/** @throws {RangeError} when a parameter is missing or of another size */
export function weightsSafetensors(saved: SavedModel): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, Tensor>();
  for (const { name, shape } of parameterSpecs(saved.config, sizesOf(saved))) {
    const values = saved.parameters.get(name);
    if (!values) throw new RangeError(`Parameter ${name} is missing.`);
    tensors.set(name, { shape, values });
  }
  return writeSafetensors(tensors, {
    format: formatName,
    version: String(formatVersion),
    settings: JSON.stringify(writeSettings(saved)),
    vocabulary: JSON.stringify(saved.vocabulary),
    metrics: JSON.stringify(writeMetrics(saved.metrics)),
  });
}

/** @throws {RangeError} when it is another optimizer's state than the settings', or does not fit the network */
export function optimizerSafetensors(
  saved: Pick<SavedModel, 'config' | 'vocabulary' | 'classNames'>,
  state: OptimizerState,
): Uint8Array<ArrayBuffer> {
  if (state.optimizer !== saved.config.optimizer)
    throw new RangeError('The optimizer’s state is that of another optimizer.');
  const tensors = new Map<string, Tensor>();
  for (const spec of parameterSpecs(saved.config, sizesOf(saved))) {
    const slots = state.slots.get(spec.name);
    optimizerSlots(state.optimizer).forEach((slot, i) => {
      const values = slots?.[i];
      if (values?.length !== sizeOf(spec))
        throw new RangeError(`The optimizer’s ${slot} of ${spec.name} does not fit.`);
      tensors.set(`${spec.name}/${slot}`, { shape: spec.shape, values });
    });
  }
  return writeSafetensors(tensors, {
    format: 'forget-gate-optimizer',
    version: '1',
    optimizer: state.optimizer,
    steps: String(state.steps),
  });
}
