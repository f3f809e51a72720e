// pooled [B,H] from sequence [B,T,H]: a thread for each row and unit.

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.batch * call.hidden; n += groups.x * 64u) {
    let row = n / call.hidden;
    let length = min(u32(max(lengths[row], 0)), call.time);
    let start = row * call.time * call.hidden + n - row * call.hidden;
    var result = 0f;
    if (length > 0u) {
      if (call.mode == lastMode || call.mode == firstMode) {
        result = sequence[start + select(length - 1u, 0u, call.mode == firstMode) * call.hidden];
      } else {
        result = sequence[start];
        for (var t = 1u; t < length; t++) {
          let value = sequence[start + t * call.hidden];
          result = select(result + value, max(result, value), call.mode == maxMode);
        }
        result = select(result, result / f32(length), call.mode == meanMode);
      }
    }
    pooled[n] = result;
  }
}
