// out [splits,M,N], each split the sum over its own batch rows and their valid timesteps t of a[b,t+shift]ᵀ · d[b,t]:
// the gradient of W from x (shift 0), that of U from h of the timestep read before (shift −1, reverse +1).
struct Call { batch: u32, time: u32, rows: u32, columns: u32, batchPerSplit: u32, shift: i32, firstSplit: u32, threadsX: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> lengths: array<i32>; // [B]
@group(0) @binding(2) var<storage, read> a: array<f32>; // [B,T,M]
@group(0) @binding(3) var<storage, read> d: array<f32>; // [B,T,N]
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let threadsX = call.threadsX;
  let x = thread % threadsX;
  let y = group.y * (${THREADS}u / threadsX) + thread / threadsX;
  let split = call.firstSplit + group.z;
  let row = y * ${TILE_ROWS}u;
  let column = group.x * threadsX * ${TILE_COLUMNS}u + x;
  let M = call.rows;
  let N = call.columns;
  //#for n TILE_COLUMNS
  let column$n = min(column + $nu * threadsX, N - 1u);
  //#end
  //#for m TILE_ROWS
  let row$m = min(row + $mu, M - 1u);
  //#for n TILE_COLUMNS
  var sum$m_$n = 0f;
  //#end
  //#end
  let lastBatch = min(call.batch, (split + 1u) * call.batchPerSplit);
  for (var batch = split * call.batchPerSplit; batch < lastBatch; batch++) {
    let valid = clamp(lengths[batch], 0, i32(call.time));
    let first = u32(max(0, -call.shift));
    let last = u32(max(0, valid - max(0, call.shift)));
    for (var t = first; t < last; t++) {
      let at = batch * call.time + t;
      let fromA = u32(i32(at) + call.shift) * M;
      let fromD = at * N;
      //#for n TILE_COLUMNS
      let d$n = d[fromD + column$n];
      //#end
      //#for m TILE_ROWS
      let a$m = a[fromA + row$m];
      //#for n TILE_COLUMNS
      sum$m_$n += a$m * d$n;
      //#end
      //#end
    }
  }
  let start = split * M * N;
  //#for m TILE_ROWS
  if (row + $mu < M) {
    //#for n TILE_COLUMNS
    if (column + $nu * threadsX < N) {
      out[start + row$m * N + column$n] = sum$m_$n;
    }
    //#end
  }
  //#end
}
