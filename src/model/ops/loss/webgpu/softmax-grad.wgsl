// dLogits = dy[0] · w / Σ w · ∂loss/∂logits.

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_id) thread: vec3u) {
  let total = totalWeight(thread.x);
  for (var row = thread.x; row < call.batch; row += 64u) {
    let start = row * call.classes;
    let label = u32(labels[row]);
    let softmax = softmaxOf(start);
    let scale = dy[0] * weights[row] / total;
    var pull = 0f;
    for (var k = 0u; k < call.classes; k++) {
      let p = exp(logits[start + k] - softmax.top) / softmax.sum;
      pull += p * distanceOf(start, label, k, softmax);
    }
    for (var k = 0u; k < call.classes; k++) {
      let distance = distanceOf(start, label, k, softmax);
      let p = exp(logits[start + k] - softmax.top) / softmax.sum;
      let squared = 2f / f32(call.classes) * p * (distance - pull);
      dLogits[start + k] = scale * select(distance, squared, call.squared != 0u);
    }
  }
}
