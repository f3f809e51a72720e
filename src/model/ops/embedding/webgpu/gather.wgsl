// out [B·T,E] = table [V,E] at ids [B·T].
struct Call { count: u32, size: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> ids: array<i32>;
@group(0) @binding(2) var<storage, read> table: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    let token = n / call.size;
    out[n] = table[u32(ids[token]) * call.size + n - token * call.size];
  }
}
