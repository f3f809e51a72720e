// dLogits = dy[0] · w / Σ w · ∂loss/∂logit.

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_id) thread: vec3u) {
  let total = totalWeight(thread.x);
  for (var row = thread.x; row < call.batch; row += 64u) {
    let x = logits[row];
    let y = labels[row];
    let e = exp(-abs(x));
    let p = select(e, 1f, x >= 0f) / (1f + e);
    // p − y; at the label 1 it is −σ(−x), which keeps its digits.
    let distance = select(p - y, -select(e, 1f, x < 0f) / (1f + e), y == 1f);
    let slope = select(distance, 2f * distance * e / ((1f + e) * (1f + e)), call.squared != 0u);
    dLogits[row] = dy[0] * weights[row] / total * slope;
  }
}
