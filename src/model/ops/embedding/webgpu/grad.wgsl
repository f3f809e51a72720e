// dTable [V,E], zeros before: where a run of equal ids begins, its thread sums the whole run, in the order of
// the sorted positions. What runs are longest is what words are most frequent; four sums at a time hide the wait.
struct Call { count: u32, size: u32, vocabulary: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> dy: array<f32>; // [B·T,E]
@group(0) @binding(2) var<storage, read> sortedIds: array<i32>; // [B·T], V for padding
@group(0) @binding(3) var<storage, read> order: array<i32>; // [B·T]
@group(0) @binding(4) var<storage, read_write> dTable: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.count * call.size; n += groups.x * 256u) {
    let first = n / call.size;
    let column = n - first * call.size;
    let id = sortedIds[first];
    if (u32(id) >= call.vocabulary || (first > 0u && sortedIds[first - 1u] == id)) {
      continue;
    }
    var sum = 0f;
    var at = first;
    for (; at + 3u < call.count && sortedIds[at + 3u] == id; at += 4u) {
      let a = dy[u32(order[at]) * call.size + column];
      let b = dy[u32(order[at + 1u]) * call.size + column];
      let c = dy[u32(order[at + 2u]) * call.size + column];
      let d = dy[u32(order[at + 3u]) * call.size + column];
      sum += (a + b) + (c + d);
    }
    for (; at < call.count && sortedIds[at] == id; at++) {
      sum += dy[u32(order[at]) * call.size + column];
    }
    dTable[u32(id) * call.size + column] = sum;
  }
}
