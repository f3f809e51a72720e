// The recurrence of ${ROWS} batch rows, timestep by timestep. A thread owns ${UNITS} hidden units with all
// four gates of each, so that h is all that threads share. Rows stand in vectors of ${WIDTH}.
struct Call { batch: u32, time: u32, first: u32, last: u32, reverse: u32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> lengths: array<i32>; // [B]
@group(0) @binding(2) var<storage, read> recurrent: array<f32>; // U [H,4H]
@group(0) @binding(3) var<storage, read_write> gates: array<f32>; // [B,T,4H]: x·W + b, then σ and tanh of the whole
@group(0) @binding(4) var<storage, read_write> cells: array<f32>; // c [B,T,H]
@group(0) @binding(5) var<storage, read_write> sequence: array<f32>; // h [B,T,H]

alias Rows = vec${WIDTH}f;
const H = ${HIDDEN}u;
const threads = ${THREADS}u;
const stateSize = ${HIDDEN}u * ${VECTORS}u;

// h of this timestep and of the next one, in turn.
var<workgroup> state: array<Rows, 2 * stateSize>;

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
  var cell$j_$v = Rows();
  {
    var h = Rows();
    //#for q WIDTH
    if (call.first > 0u && call.first <= length$v_$q) {
      let at = (start$v_$q + position(call.first - 1u, length$v_$q)) * H + column$j;
      h[$q] = sequence[at];
      cell$j_$v[$q] = cells[at];
    }
    //#end
    if (unit$j < H) {
      state[(call.first & 1u) * stateSize + unit$j * ${VECTORS}u + $vu] = h;
    }
  }
  //#end
  //#end
  workgroupBarrier();

  for (var s = call.first; s < last; s++) {
    let now = (s & 1u) * stateSize;
    let next = stateSize - now;
    //#for j UNITS
    //#for v VECTORS
    var i$j_$v = Rows();
    var f$j_$v = Rows();
    var g$j_$v = Rows();
    var o$j_$v = Rows();
    //#end
    //#end
    for (var k = 0u; k < H; k++) {
      //#for v VECTORS
      let h$v = state[now + k * ${VECTORS}u + $vu];
      //#end
      //#for j UNITS
      let at$j = k * 4u * H + column$j;
      let ui$j = recurrent[at$j];
      let uf$j = recurrent[at$j + H];
      let ug$j = recurrent[at$j + 2u * H];
      let uo$j = recurrent[at$j + 3u * H];
      //#for v VECTORS
      i$j_$v += ui$j * h$v;
      f$j_$v += uf$j * h$v;
      g$j_$v += ug$j * h$v;
      o$j_$v += uo$j * h$v;
      //#end
      //#end
    }
    //#for j UNITS
    if (unit$j < H) {
      //#for v VECTORS
      var h$v = Rows();
      //#for q WIDTH
      if (s < length$v_$q) {
        let at = start$v_$q + position(s, length$v_$q);
        let gate = at * 4u * H + unit$j;
        let i = sigmoid(gates[gate] + i$j_$v[$q]);
        let f = sigmoid(gates[gate + H] + f$j_$v[$q]);
        let g = tanhOf(gates[gate + 2u * H] + g$j_$v[$q]);
        let o = sigmoid(gates[gate + 3u * H] + o$j_$v[$q]);
        let c = f * cell$j_$v[$q] + i * g;
        let h = o * tanhOf(c);
        cell$j_$v[$q] = c;
        h$v[$q] = h;
        gates[gate] = i;
        gates[gate + H] = f;
        gates[gate + 2u * H] = g;
        gates[gate + 3u * H] = o;
        cells[at * H + unit$j] = c;
        sequence[at * H + unit$j] = h;
      }
      //#end
      state[next + unit$j * ${VECTORS}u + $vu] = h$v;
      //#end
    }
    //#end
    workgroupBarrier();
  }

  //#for v VECTORS
  //#for q WIDTH
  if (firstRow + $vu * ${WIDTH}u + $qu < call.batch) {
    for (var t = max(length$v_$q, call.first); t < call.last; t++) {
      for (var unit = thread.x; unit < H; unit += threads) {
        sequence[(start$v_$q + t) * H + unit] = 0f;
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
