// Σ w, in one workgroup: every gradient needs it.

var<workgroup> parts: array<f32, 64>;

fn totalWeight(thread: u32) -> f32 {
  var sum = 0f;
  for (var row = thread; row < call.batch; row += 64u) {
    sum += weights[row];
  }
  parts[thread] = sum;
  workgroupBarrier();
  var total = 0f;
  for (var part = 0u; part < 64u; part++) {
    total += parts[part];
  }
  return total;
}
