// logits [B,K] = features [B,F] · kernel [F,K] + bias: a workgroup for each row and class.

var<workgroup> parts: array<f32, 32>;

@compute @workgroup_size(32)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  var sum = 0f;
  for (var n = thread.x; n < call.inputs; n += 32u) {
    sum += features[group.x * call.inputs + n] * kernel[n * call.units + group.y];
  }
  parts[thread.x] = sum;
  workgroupBarrier();
  if (thread.x == 0u) {
    var total = bias[group.y];
    for (var part = 0u; part < 32u; part++) {
      total += parts[part];
    }
    logits[group.x * call.units + group.y] = total;
  }
}
