// out [count] = Σ over splits of partial [splits,count], which begins at `first`; always in the same order.

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    var sum = partial[call.first + n];
    for (var split = 1u; split < call.splits; split++) {
      sum += partial[call.first + split * call.count + n];
    }
    out[n] = sum;
  }
}
