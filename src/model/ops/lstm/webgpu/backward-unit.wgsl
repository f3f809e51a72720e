// The recurrence backwards, for ${ROWS} batch rows. With dh the gradient of h_t from above and from t + 1:
//   do = dh·tanh(c)·o(1 − o)   dc = dh·o(1 − tanh²c) + dc_{t+1}·f_{t+1}
//   di = dc·g·i(1 − i)   df = dc·c_{t−1}·f(1 − f)   dg = dc·i·(1 − g²)      dh_{t−1} = [di df dg do]·Uᵀ
// A thread owns ${UNITS} hidden units; the gates' gradients are what threads share.
struct Call { batch: u32, time: u32, first: u32, last: u32, reverse: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> lengths: array<i32>; // [B]
@group(0) @binding(2) var<storage, read> dy: array<f32>; // [B,T,H]
@group(0) @binding(3) var<storage, read> gates: array<f32>; // [B,T,4H]
@group(0) @binding(4) var<storage, read> cells: array<f32>; // [B,T,H]
@group(0) @binding(5) var<storage, read> transposed: array<f32>; // Uᵀ [4H,H]
@group(0) @binding(6) var<storage, read_write> dgates: array<f32>; // [B,T,4H]
@group(0) @binding(7) var<storage, read_write> carry: array<f32>; // dc·f [B,H], from one chunk of timesteps to the one before

alias Rows = vec${WIDTH}f;
const H = ${HIDDEN}u;
const threads = ${THREADS}u;

// dgates of the timestep after: [4H] of rows.
var<workgroup> delta: array<Rows, 4u * ${HIDDEN}u * ${VECTORS}u>;

@compute @workgroup_size(threads)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) thread: vec3u) {
  let firstRow = group.x * ${ROWS}u;
  var steps = 0u;
  //#for v VECTORS
  //#for q WIDTH
  let length$v_$q = rowLength(firstRow + $vu * ${WIDTH}u + $qu);
  let start$v_$q = (firstRow + $vu * ${WIDTH}u + $qu) * call.time;
  steps = max(steps, length$v_$q);
  //#end
  //#end
  let last = min(call.last, steps);

  //#for j UNITS
  let unit$j = thread.x + $ju * threads;
  let column$j = min(unit$j, H - 1u);
  //#for v VECTORS
  var dc$j_$v = Rows();
  {
    var d0 = Rows();
    var d1 = Rows();
    var d2 = Rows();
    var d3 = Rows();
    //#for q WIDTH
    if (last < length$v_$q) {
      let at = (start$v_$q + position(last, length$v_$q)) * 4u * H + column$j;
      //#for g 4
      d$g[$q] = dgates[at + $gu * H];
      //#end
      dc$j_$v[$q] = carry[(firstRow + $vu * ${WIDTH}u + $qu) * H + column$j];
    }
    //#end
    if (unit$j < H) {
      //#for g 4
      delta[($gu * H + unit$j) * ${VECTORS}u + $vu] = d$g;
      //#end
    }
  }
  //#end
  //#end
  workgroupBarrier();

  for (var s = last; s > call.first;) {
    s--;
    //#for j UNITS
    //#for v VECTORS
    var dh$j_$v = Rows();
    //#end
    //#end
    // Gate by gate, as in the variant that gives each gate to other threads: the same sums, the same bits.
    for (var gate = 0u; gate < 4u; gate++) {
      //#for j UNITS
      //#for v VECTORS
      var part$j_$v = Rows();
      //#end
      //#end
      for (var k = gate * H; k < gate * H + H; k++) {
        //#for v VECTORS
        let d$v = delta[k * ${VECTORS}u + $vu];
        //#end
        //#for j UNITS
        let u$j = transposed[k * H + column$j];
        //#for v VECTORS
        part$j_$v += u$j * d$v;
        //#end
        //#end
      }
      //#for j UNITS
      //#for v VECTORS
      dh$j_$v += part$j_$v;
      //#end
      //#end
    }
    workgroupBarrier();
    //#for j UNITS
    if (unit$j < H) {
      //#for v VECTORS
      var di$v = Rows();
      var df$v = Rows();
      var dg$v = Rows();
      var do$v = Rows();
      //#for q WIDTH
      if (s < length$v_$q) {
        let at = start$v_$q + position(s, length$v_$q);
        let gate = at * 4u * H + unit$j;
        let i = gates[gate];
        let f = gates[gate + H];
        let g = gates[gate + 2u * H];
        let o = gates[gate + 3u * H];
        let c = tanhOf(cells[at * H + unit$j]);
        var before = 0f;
        if (s > 0u) {
          before = cells[(start$v_$q + position(s - 1u, length$v_$q)) * H + unit$j];
        }
        let dh = dy[at * H + unit$j] + dh$j_$v[$q];
        let dc = dh * o * (1f - c * c) + dc$j_$v[$q];
        dc$j_$v[$q] = dc * f;
        di$v[$q] = dc * g * i * (1f - i);
        df$v[$q] = dc * before * f * (1f - f);
        dg$v[$q] = dc * i * (1f - g * g);
        do$v[$q] = dh * c * o * (1f - o);
        dgates[gate] = di$v[$q];
        dgates[gate + H] = df$v[$q];
        dgates[gate + 2u * H] = dg$v[$q];
        dgates[gate + 3u * H] = do$v[$q];
      }
      //#end
      delta[unit$j * ${VECTORS}u + $vu] = di$v;
      delta[(H + unit$j) * ${VECTORS}u + $vu] = df$v;
      delta[(2u * H + unit$j) * ${VECTORS}u + $vu] = dg$v;
      delta[(3u * H + unit$j) * ${VECTORS}u + $vu] = do$v;
      //#end
    }
    //#end
    workgroupBarrier();
  }

  //#for v VECTORS
  //#for q WIDTH
  if (firstRow + $vu * ${WIDTH}u + $qu < call.batch) {
    //#for j UNITS
    if (unit$j < H) {
      carry[(firstRow + $vu * ${WIDTH}u + $qu) * H + unit$j] = dc$j_$v[$q];
    }
    //#end
    for (var t = max(length$v_$q, call.first); t < call.last; t++) {
      for (var column = thread.x; column < 4u * H; column += threads) {
        dgates[(start$v_$q + t) * 4u * H + column] = 0f;
      }
    }
  }
  //#end
  //#end
}

// 0 for rows past the batch.
fn rowLength(row: u32) -> u32 {
  if (row >= call.batch) {
    return 0u;
  }
  return min(u32(max(lengths[row], 0)), call.time);
}

// Where in its row the timestep that is read as number s stands.
fn position(s: u32, length: u32) -> u32 {
  return select(s, length - 1u - s, call.reverse != 0u);
}
