// out [count] = Σ over splits of partial [splits,count], always in the same order.
struct Call { count: u32, splits: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> partial: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = thread.x; i < call.count; i += groups.x * 256u) {
    var sum = partial[i];
    for (var split = 1u; split < call.splits; split++) {
      sum += partial[split * call.count + i];
    }
    out[i] = sum;
  }
}
