// metrics = [Σ w·loss / Σ w, correct rows, rows], in one workgroup.

var<workgroup> parts: array<vec4f, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_id) thread: vec3u) {
  var sums = vec4f();
  for (var row = thread.x; row < call.batch; row += 64u) {
    sums += termsOf(row);
  }
  parts[thread.x] = sums;
  workgroupBarrier();
  if (thread.x == 0u) {
    var total = vec4f();
    for (var part = 0u; part < 64u; part++) {
      total += parts[part];
    }
    metrics[0] = total.x / total.y;
    metrics[1] = total.z;
    metrics[2] = total.w;
  }
}
