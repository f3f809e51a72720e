// logits [B] = features [B,F] · kernel [F] + bias: a workgroup for each row.
struct Call { features: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> features: array<f32>;
@group(0) @binding(2) var<storage, read> kernel: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>; // [1]
@group(0) @binding(4) var<storage, read_write> logits: array<f32>;

var<workgroup> parts: array<f32, 32>;

@compute @workgroup_size(32)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  var sum = 0f;
  for (var n = thread.x; n < call.features; n += 32u) {
    sum += features[group.x * call.features + n] * kernel[n];
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
