// out [N,M] = a [M,N]ᵀ, in tiles of 16 × 16 that pass through workgroup memory, so that both sides are
// touched in rows. A column more than a tile has keeps its columns in different memory banks.
struct Call { rows: u32, columns: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

var<workgroup> tile: array<f32, 272>;

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let row = group.y * 16u + thread.y;
  let column = group.x * 16u + thread.x;
  if (row < call.rows && column < call.columns) {
    tile[thread.y * 17u + thread.x] = a[row * call.columns + column];
  }
  workgroupBarrier();
  let outRow = group.x * 16u + thread.y;
  let outColumn = group.y * 16u + thread.x;
  if (outRow < call.columns && outColumn < call.rows) {
    out[outRow * call.rows + outColumn] = tile[thread.x * 17u + thread.y];
  }
}
