// out [count] = Σ over splits of partial [splits,count], which begins at `first`; always in the same order.
struct Call { count: u32, splits: u32, first: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> partial: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

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
