// vectors [B·T,E] = table [V,E] at ids [B·T].

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.positions * call.features; n += groups.x * 256u) {
    let token = n / call.features;
    vectors[n] = table[u32(ids[token]) * call.features + n - token * call.features];
  }
}
