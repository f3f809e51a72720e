/** How many results a fragment works out, each an output of its own: 2^2 or 2^3. */
import type { KernelCall } from '../../../runtime/webgl/call.ts';

/** The more results a fragment has, the fewer texels a product reads for each. */
export function widestSpanBits(call: KernelCall): 2 | 3 {
  return call.backend.limits.outputsAtOnce >= 8 ? 3 : 2;
}

/** But a drawing of so many texels has enough fragments for the GPU only if it is large. */
export function spanBitsFor(call: KernelCall, texels: number): 2 | 3 {
  return texels / 8 >= call.backend.limits.enoughFragments ? widestSpanBits(call) : 2;
}
