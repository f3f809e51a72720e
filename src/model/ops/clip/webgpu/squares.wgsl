// partial [groups]: each workgroup's share of Σ x², or of Σ x in the second round, always in the same order.

var<workgroup> parts: array<f32, 64>;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) thread: vec3u,
) {
  var sum = 0f;
  for (var n = group.x * 64u + thread.x; n < call.count; n += groups.x * 64u) {
    let value = x[n];
    sum += select(value, value * value, call.square != 0u);
  }
  parts[thread.x] = sum;
  workgroupBarrier();
  if (thread.x == 0u) {
    var total = 0f;
    for (var part = 0u; part < 64u; part++) {
      total += parts[part];
    }
    partial[group.x] = total;
  }
}
