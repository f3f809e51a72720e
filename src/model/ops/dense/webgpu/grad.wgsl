// dFeatures [B,F] = dy·kernel, dKernel [F] = Σ over rows of features·dy, dBias = Σ dy: a thread for each feature,
// and one after the last for the bias.
struct Call { batch: u32, features: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> features: array<f32>; // [B,F]
@group(0) @binding(2) var<storage, read> kernel: array<f32>; // [F]
@group(0) @binding(3) var<storage, read> dy: array<f32>; // [B]
@group(0) @binding(4) var<storage, read_write> dFeatures: array<f32>;
@group(0) @binding(5) var<storage, read_write> dKernel: array<f32>;
@group(0) @binding(6) var<storage, read_write> dBias: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let n = thread.x;
  if (n > call.features) {
    return;
  }
  let isBias = n == call.features;
  var sum = 0f;
  for (var row = 0u; row < call.batch; row++) {
    let d = dy[row];
    if (isBias) {
      sum += d;
    } else {
      let at = row * call.features + n;
      sum += features[at] * d;
      dFeatures[at] = d * kernel[n];
    }
  }
  if (isBias) {
    dBias[0] = sum;
  } else {
    dKernel[n] = sum;
  }
}
