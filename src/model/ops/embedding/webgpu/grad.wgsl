// dTable [V,E], zeros before: where a run of equal ids begins, its thread sums the whole run, in the order of
// the sorted positions. What runs are longest is what words are most frequent; four sums at a time hide the wait.

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.positions * call.features; n += groups.x * 256u) {
    let first = n / call.features;
    let column = n - first * call.features;
    let id = sortedIds[first];
    if (u32(id) >= call.vocabulary || (first > 0u && sortedIds[first - 1u] == id)) {
      continue;
    }
    var sum = 0f;
    var at = first;
    for (; at + 3u < call.positions && sortedIds[at + 3u] == id; at += 4u) {
      let a = dy[u32(order[at]) * call.features + column];
      let b = dy[u32(order[at + 1u]) * call.features + column];
      let c = dy[u32(order[at + 2u]) * call.features + column];
      let d = dy[u32(order[at + 3u]) * call.features + column];
      sum += (a + b) + (c + d);
    }
    for (; at < call.positions && sortedIds[at] == id; at++) {
      sum += dy[u32(order[at]) * call.features + column];
    }
    dTable[u32(id) * call.features + column] = sum;
  }
}
