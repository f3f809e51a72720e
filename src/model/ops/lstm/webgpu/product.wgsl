// out [M,N] = a [M,K] · b [K,N] (+ bias), M being B·T: rows that are padding cost nothing. A thread owns
// ${TILE_ROWS} rows, the same ones as its neighbours in x, and ${TILE_COLUMNS} columns that interleave with theirs.
struct Call { rows: u32, inner: u32, columns: u32, time: u32, firstRow: u32, threadsX: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> lengths: array<i32>; // [B]
@group(0) @binding(2) var<storage, read> a: array<f32>;
@group(0) @binding(3) var<storage, read> b: array<f32>;
//#if BIAS
@group(0) @binding(4) var<storage, read> bias: array<f32>; // [N]
//#end
@group(0) @binding(${OUT}) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let threadsX = call.threadsX;
  let x = thread % threadsX;
  let y = group.y * (${THREADS}u / threadsX) + thread / threadsX;
  let row = call.firstRow + y * ${TILE_ROWS}u;
  let column = group.x * threadsX * ${TILE_COLUMNS}u + x;
  let N = call.columns;
  //#for n TILE_COLUMNS
  let column$n = min(column + $nu * threadsX, N - 1u);
  var bias$n = 0f;
  //#if BIAS
  bias$n = bias[column$n];
  //#end
  //#end
  var live = false;
  //#for m TILE_ROWS
  let row$m = min(row + $mu, call.rows - 1u) * call.inner;
  live = live || isValid(row + $mu);
  //#for n TILE_COLUMNS
  var sum$m_$n = 0f;
  //#end
  //#end
  if (live) {
    for (var k = 0u; k < call.inner; k++) {
      let start = k * N;
      //#for n TILE_COLUMNS
      let b$n = b[start + column$n];
      //#end
      //#for m TILE_ROWS
      let a$m = a[row$m + k];
      //#for n TILE_COLUMNS
      sum$m_$n += a$m * b$n;
      //#end
      //#end
    }
  }
  //#for m TILE_ROWS
  if (row + $mu < call.rows) {
    //#for n TILE_COLUMNS
    if (column + $nu * threadsX < N) {
      out[(row + $mu) * N + column$n] = sum$m_$n + bias$n;
    }
    //#end
  }
  //#end
}

fn isValid(row: u32) -> bool {
  if (row >= call.rows) {
    return false;
  }
  return i32(row % call.time) < lengths[row / call.time];
}
