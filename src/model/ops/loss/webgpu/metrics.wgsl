// metrics = [Σ w·loss / Σ w, Σ w·correct, Σ w], in one workgroup.

var<workgroup> parts: array<vec3f, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_id) thread: vec3u) {
  var sums = vec3f();
  for (var row = thread.x; row < call.batch; row += 64u) {
    let y = labels[row];
    let x = logits[row];
    let correct = select(0f, 1f, (x > 0f) == (y > 0.5f));
    sums += weights[row] * vec3f(lossOf(x, y), correct, 1f);
  }
  parts[thread.x] = sums;
  workgroupBarrier();
  if (thread.x == 0u) {
    var total = vec3f();
    for (var part = 0u; part < 64u; part++) {
      total += parts[part];
    }
    metrics[0] = total.x / total.z;
    metrics[1] = total.y;
    metrics[2] = total.z;
  }
}

fn lossOf(x: f32, y: f32) -> f32 {
  let e = exp(-abs(x));
  if (call.squared != 0u) {
    let p = select(e, 1f, x >= 0f) / (1f + e);
    // 1 − p is σ(−x), which keeps the digits of a small distance from the label 1.
    let distance = select(p - y, select(e, 1f, x < 0f) / (1f + e), y == 1f);
    return distance * distance;
  }
  return softplus(e, x) - y * x;
}

// max(x, 0) + log(1 + e), e = exp(−|x|); for small e the sum 1 + e would lose it.
fn softplus(e: f32, x: f32) -> f32 {
  return max(x, 0f) + select(log(1f + e), e - 0.5f * e * e, e < 1e-3f);
}
