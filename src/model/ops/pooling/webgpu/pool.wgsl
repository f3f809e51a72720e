// out [B,H] from sequence [B,T,H]: a thread for each row and unit. MODE 0 last, 1 first, 2 mean, 3 max.
struct Call { batch: u32, time: u32, hidden: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> sequence: array<f32>;
@group(0) @binding(2) var<storage, read> lengths: array<i32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

const mode = ${MODE};

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.batch * call.hidden; n += groups.x * 64u) {
    let row = n / call.hidden;
    let length = min(u32(max(lengths[row], 0)), call.time);
    let start = row * call.time * call.hidden + n - row * call.hidden;
    var result = 0f;
    if (length > 0u) {
      if (mode < 2) {
        result = sequence[start + select(length - 1u, 0u, mode == 1) * call.hidden];
      } else {
        result = sequence[start];
        for (var t = 1u; t < length; t++) {
          let value = sequence[start + t * call.hidden];
          result = select(result + value, max(result, value), mode == 3);
        }
        result = select(result, result / f32(length), mode == 2);
      }
    }
    out[n] = result;
  }
}
