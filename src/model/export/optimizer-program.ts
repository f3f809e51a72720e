/** `optimizer.py` of a bundle: the optimizer that the model was trained with, in PyTorch. */
import type { Optimizer } from '../../contract/settings.ts';
import { formulas } from '../ops/optimizers/registry.ts';
import { optimizerSlots } from './saved-model.ts';

/** A module with `SLOTS` and `make_optimizer(groups, learning_rate)`, which `train.py` imports. */
export function optimizerProgram(optimizer: Optimizer): string {
  const { slots, constants, pytorch } = formulas[optimizer];
  const names = optimizerSlots(optimizer).map((name, i) => `"${pytorch.slots[slots[i]]}": "${name}"`);
  return `"""The optimizer that the model was trained with."""

import torch

# PyTorch's name of each running value, and its name in optimizer.safetensors.
SLOTS = {${names.join(', ')}}

${pytorch.definition ?? ''}
def make_optimizer(groups, learning_rate):
    return ${pytorch.create(constants)}
`;
}
