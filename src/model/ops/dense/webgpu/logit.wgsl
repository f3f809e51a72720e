// logits [B] = features [B,F] · kernel [F] + bias: a workgroup for each row.

var<workgroup> parts: array<f32, 32>;

@compute @workgroup_size(32)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  var sum = 0f;
  for (var n = thread.x; n < call.inputs; n += 32u) {
    sum += features[group.x * call.inputs + n] * kernel[n];
  }
  parts[thread.x] = sum;
  workgroupBarrier();
  if (thread.x == 0u) {
    var total = bias[0];
    for (var part = 0u; part < 32u; part++) {
      total += parts[part];
    }
    logits[group.x] = total;
  }
}
