// dSequence [B,T,H] from dy [B,H]: a thread for each row and unit writes all of its timesteps. For the maximum
// the first timestep that reaches it gets everything. MODE 0 last, 1 first, 2 mean, 3 max.
struct Call { batch: u32, time: u32, hidden: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> sequence: array<f32>;
@group(0) @binding(2) var<storage, read> lengths: array<i32>;
@group(0) @binding(3) var<storage, read> pooled: array<f32>; // [B,H]
@group(0) @binding(4) var<storage, read> dy: array<f32>;
@group(0) @binding(5) var<storage, read_write> dSequence: array<f32>;

const mode = ${MODE};

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.batch * call.hidden; n += groups.x * 64u) {
    let row = n / call.hidden;
    let length = min(u32(max(lengths[row], 0)), call.time);
    let start = row * call.time * call.hidden + n - row * call.hidden;
    let best = pooled[n];
    // The one timestep that gets all, where the mode has one; else none.
    var chosen = select(select(0u, length - 1u, mode == 0), call.time, mode >= 2);
    for (var t = 0u; t < call.time; t++) {
      let at = start + t * call.hidden;
      if (mode == 3 && chosen == call.time && t < length && sequence[at] == best) {
        chosen = t;
      }
      let share = select(select(0f, dy[n], t == chosen), dy[n] / f32(length), mode == 2);
      dSequence[at] = select(0f, share, t < length);
    }
  }
}
