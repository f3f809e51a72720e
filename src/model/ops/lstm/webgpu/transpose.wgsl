// out [N,M] = a [M,N]ᵀ: written in rows, read in columns, which the cache makes up for at these sizes.

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.rows * call.columns; n += groups.x * 256u) {
    let row = n / call.rows;
    out[n] = a[(n - row * call.rows) * call.columns + row];
  }
}
