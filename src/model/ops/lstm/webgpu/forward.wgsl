//#if SUBGROUPS
enable subgroups;
//#end
// The recurrence of ${ROWS} batch rows, timestep by timestep, in one workgroup: nobody else needs their h.
// Twice a timestep all threads meet: when h·U is there (a thread owns ${COLUMNS} of its 4H columns), and when the
// new h is (a thread owns whole hidden units). Batch rows stand side by side in vectors of ${WIDTH}.
//#call

alias Rows = ${ROWS_TYPE};
const H = ${HIDDEN}u;
const threads = ${THREADS}u;
const vectors = ${VECTORS}u;

// What the threads of a workgroup share: h of the timestep before [H,vectors], then h·U [4H,vectors].
const sharedSize = 5u * H * vectors;
const sums = H * vectors;
//#if WORKGROUP
var<workgroup> shared_: array<Rows, sharedSize>;
//#end

@compute @workgroup_size(threads)
fn main(
  @builtin(workgroup_id) group: vec3u,
  //#if SUBGROUPS
  @builtin(subgroup_invocation_id) lane: u32,
  //#end
  @builtin(local_invocation_index) thread: u32,
) {
  let firstRow = group.x * ${ROWS}u;
  let base = ${BASE};
  var steps = 0u;
  for (var row = firstRow; row < firstRow + ${ROWS}u; row++) {
    steps = max(steps, rowLength(row));
  }
  let last = min(call.last, steps);

  for (var at = thread; at < H * vectors; at += threads) {
    var h = Rows();
    if (call.first > 0u) {
      let row = firstRow + at % vectors * ${WIDTH}u;
      //#for q WIDTH
      let place$q = place(row + $qu, call.first - 1u, rowLength(row + $qu));
      h${AT} = sequence[place$q * H + at / vectors];
      //#end
    }
    shared_[base + at] = h;
  }
  ${BARRIER}();

  //#for c COLUMNS
  let column$c = min(thread + $cu * threads, 4u * H - 1u);
  //#end
  for (var s = call.first; s < last; s++) {
    //#for c COLUMNS
    //#for v VECTORS
    var sum$c_$v = Rows();
    //#end
    //#end
    for (var k = 0u; k < H - ${REST}u; k += ${UNROLL}u) {
      //#for i UNROLL
      //#for v VECTORS
      //#if SUBGROUPS
      let part$v_$i = shared_[base + (k + $iu) * vectors + $vu][lane % 4u];
      let h$v_$i = vec4f(
        subgroupBroadcast(part$v_$i, 0u),
        subgroupBroadcast(part$v_$i, 1u),
        subgroupBroadcast(part$v_$i, 2u),
        subgroupBroadcast(part$v_$i, 3u),
      );
      //#end
      //#if NO_SUBGROUPS
      let h$v_$i = shared_[base + (k + $iu) * vectors + $vu];
      //#end
      //#end
      //#for c COLUMNS
      let u$c_$i = recurrent[(k + $iu) * 4u * H + column$c];
      //#end
      //#end
      //#for c COLUMNS
      //#for v VECTORS
      //#for i UNROLL
      sum$c_$v += u$c_$i * h$v_$i;
      //#end
      //#end
      //#end
    }
    //#if REST
    for (var k = H - ${REST}u; k < H; k++) {
      //#for v VECTORS
      let h$v = shared_[base + k * vectors + $vu];
      //#end
      //#for c COLUMNS
      let u$c = recurrent[k * 4u * H + column$c];
      //#for v VECTORS
      sum$c_$v += u$c * h$v;
      //#end
      //#end
    }
    //#end
    //#for c COLUMNS
    if (thread + $cu * threads < 4u * H) {
      //#for v VECTORS
      shared_[base + sums + column$c * vectors + $vu] = sum$c_$v;
      //#end
    }
    //#end
    ${BARRIER}();

    for (var at = thread; at < H * vectors; at += threads) {
      let unit = at / vectors;
      let row = firstRow + at % vectors * ${WIDTH}u;
      var i = shared_[base + sums + at];
      var f = shared_[base + sums + at + H * vectors];
      var g = shared_[base + sums + at + 2u * H * vectors];
      var o = shared_[base + sums + at + 3u * H * vectors];
      var before = Rows();
      // Rows that have ended compute what nobody reads, from their last timestep.
      //#for q WIDTH
      let length$q = rowLength(row + $qu);
      let here$q = place(row + $qu, s, length$q);
      let gate$q = here$q * 4u * H + unit;
      i${AT} += gates[gate$q];
      f${AT} += gates[gate$q + H];
      g${AT} += gates[gate$q + 2u * H];
      o${AT} += gates[gate$q + 3u * H];
      before${AT} = select(cells[place(row + $qu, s - 1u, length$q) * H + unit], 0f, s == 0u);
      //#end
      i = sigmoid(i);
      f = sigmoid(f);
      g = tanhOf(g);
      o = sigmoid(o);
      let c = f * before + i * g;
      let h = o * tanhOf(c);
      shared_[base + at] = h;
      //#for q WIDTH
      if (s < length$q) {
        gates[gate$q] = i${AT};
        gates[gate$q + H] = f${AT};
        gates[gate$q + 2u * H] = g${AT};
        gates[gate$q + 3u * H] = o${AT};
        cells[here$q * H + unit] = c${AT};
        sequence[here$q * H + unit] = h${AT};
      }
      //#end
    }
    ${BARRIER}();
  }

  // Padding is 0.
  for (var row = firstRow; row < min(firstRow + ${ROWS}u, call.batch); row++) {
    for (var t = max(rowLength(row), call.first); t < call.last; t++) {
      for (var unit = thread; unit < H; unit += threads) {
        sequence[(row * call.time + t) * H + unit] = 0f;
      }
    }
  }
}
