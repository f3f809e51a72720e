// dFeatures [B,F] = dy·kernelᵀ, dKernel [F,K] = featuresᵀ·dy, dBias = Σ dy: a thread for each feature and class, and one
// after the last feature for the bias. The threads of a feature share the rows of dFeatures.

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let n = thread.x;
  let unit = thread.y;
  if (n > call.inputs) {
    return;
  }
  let isBias = n == call.inputs;
  var sum = 0f;
  for (var row = 0u; row < call.batch; row++) {
    let d = dy[row * call.units + unit];
    if (isBias) {
      sum += d;
    } else {
      sum += features[row * call.inputs + n] * d;
    }
  }
  if (isBias) {
    dBias[unit] = sum;
    return;
  }
  dKernel[n * call.units + unit] = sum;
  for (var row = unit; row < call.batch; row += call.units) {
    var slope = 0f;
    for (var other = 0u; other < call.units; other++) {
      slope += dy[row * call.units + other] * kernel[n * call.units + other];
    }
    dFeatures[row * call.inputs + n] = slope;
  }
}
