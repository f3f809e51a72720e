// dFeatures [B,F] = dy·kernel, dKernel [F] = Σ over rows of features·dy, dBias = Σ dy: a thread for each feature,
// and one after the last for the bias.

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let n = thread.x;
  if (n > call.inputs) {
    return;
  }
  let isBias = n == call.inputs;
  var sum = 0f;
  for (var row = 0u; row < call.batch; row++) {
    let d = dy[row];
    if (isBias) {
      sum += d;
    } else {
      let at = row * call.inputs + n;
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
