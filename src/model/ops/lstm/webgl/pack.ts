/** From tensors to surfaces. */
import type { KernelCall, View } from '../../../runtime/webgl/call.ts';
import type { Surface } from '../../../runtime/webgl/surfaces.ts';
import type { Layout } from './layout.ts';
import { rowsShader, weightsShader } from './shaders.ts';

/** A tensor [B,T,features]; with `ones` a feature more, which is 1. */
export function packRows(
  call: KernelCall,
  layout: Layout,
  x: View,
  features: number,
  ones: boolean,
): Surface {
  const tileWidth = features + (ones ? 1 : 0);
  const surface = layout.whole(call, tileWidth);
  call.draw({
    shader: rowsShader,
    tensors: { x },
    uniforms: { ...layout.uniforms, features, tileWidth, ones: ones ? 1 : 0 },
    outputs: [surface],
  });
  return surface;
}

/** The weights of a layer: [rowCount, 4H]. */
export interface Weights {
  view: View;
  rowCount: number;
  hidden: number;
}

/** H texels in a row, each the four gates of a unit; below the weights their bias [4H], if any. */
export function packWeights(call: KernelCall, weights: Weights, bias?: View): Surface {
  const surface = call.temporary(weights.hidden, weights.rowCount + (bias ? 1 : 0));
  return pack(call, weights, surface, { bias, transposed: 0 });
}

/** On their side: a texel for each of the weights' rows, up to a multiple, and H rows. */
export function packTransposed(call: KernelCall, weights: Weights, multiple: number): Surface {
  const surface = call.temporary(multiple * Math.ceil(weights.rowCount / multiple), weights.hidden);
  return pack(call, weights, surface, { transposed: 1 });
}

function pack(
  call: KernelCall,
  { view, rowCount, hidden }: Weights,
  surface: Surface,
  { bias, transposed }: { bias?: View | undefined; transposed: 0 | 1 },
): Surface {
  call.draw({
    shader: weightsShader,
    tensors: { weights: view, bias: bias ?? view },
    uniforms: { rowCount, hidden, transposed, biased: bias ? 1 : 0 },
    outputs: [surface],
  });
  return surface;
}
