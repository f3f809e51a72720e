// metrics = [Σ w·loss / Σ w, correct rows, rows], in one workgroup.

var<workgroup> parts: array<vec4f, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_id) thread: vec3u) {
  var sums = vec4f();
  for (var row = thread.x; row < call.batch; row += 64u) {
    let y = labels[row];
    let x = logits[row];
    let weight = weights[row];
    let counts = select(0f, 1f, weight > 0f);
    let correct = select(0f, 1f, (x > 0f) == (y > 0.5f));
    sums += vec4f(weight * lossOf(x, y), weight, counts * correct, counts);
  }
  parts[thread.x] = sums;
  workgroupBarrier();
  if (thread.x == 0u) {
    var total = vec4f();
    for (var part = 0u; part < 64u; part++) {
      total += parts[part];
    }
    metrics[0] = total.x / total.y;
    metrics[1] = total.z;
    metrics[2] = total.w;
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
