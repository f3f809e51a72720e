// dSequence [B,T,H] from dy [B,H]: a thread for each row and unit writes all of its timesteps. For the maximum
// the first timestep that reaches it gets everything.

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.batch * call.hidden; n += groups.x * 64u) {
    let row = n / call.hidden;
    let length = min(u32(max(lengths[row], 0)), call.time);
    let start = row * call.time * call.hidden + n - row * call.hidden;
    let best = pooled[n];
    // The one timestep that gets all, where the mode has one; else none.
    var chosen = select(select(0u, length - 1u, call.mode == lastMode), call.time, call.mode == meanMode || call.mode == maxMode);
    for (var t = 0u; t < call.time; t++) {
      let at = start + t * call.hidden;
      if (call.mode == maxMode && chosen == call.time && t < length && sequence[at] == best) {
        chosen = t;
      }
      let share = select(select(0f, dy[n], t == chosen), dy[n] / f32(length), call.mode == meanMode);
      dSequence[at] = select(0f, share, t < length);
    }
  }
}
