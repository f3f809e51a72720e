// out [N] = the column sums of d [M,N]: the bias's gradient. 16 columns and 16 parts of the rows a workgroup.
struct Call { rows: u32, columns: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> d: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

var<workgroup> parts: array<f32, 256>;

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let column = group.x * 16u + thread.x;
  var sum = 0f;
  if (column < call.columns) {
    for (var row = thread.y; row < call.rows; row += 16u) {
      sum += d[row * call.columns + column];
    }
  }
  parts[thread.y * 16u + thread.x] = sum;
  workgroupBarrier();
  if (thread.y == 0u && column < call.columns) {
    for (var part = 1u; part < 16u; part++) {
      sum += parts[part * 16u + thread.x];
    }
    out[column] = sum;
  }
}
