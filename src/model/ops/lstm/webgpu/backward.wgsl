//#if SUBGROUPS
enable subgroups;
//#end
// The recurrence backwards, for ${ROWS} batch rows. With dh the gradient of h_t from above and from t + 1:
//   do = dh·tanh(c)·o(1 − o)   dc = dh·o(1 − tanh²c) + dc_{t+1}·f_{t+1}
//   di = dc·g·i(1 − i)   df = dc·c_{t−1}·f(1 − f)   dg = dc·i·(1 − g²)      dh_{t−1} = [di df dg do]·Uᵀ
// The product with Uᵀ is made gate by gate, each by a quarter of the threads (a thread owns ${COLUMNS} hidden
// units of its gate); then a thread owns whole hidden units. Batch rows stand in vectors of ${WIDTH}.
//#call

alias Rows = ${ROWS_TYPE};
const H = ${HIDDEN}u;
const threads = ${THREADS}u;
const threadsPerGate = threads / 4u;
const vectors = ${VECTORS}u;

// What the threads of a workgroup share: dgates of the timestep after [4H,vectors], then, in the same place,
// what each gate gives to dh [4,H,vectors].
const sharedSize = 4u * H * vectors;
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

  for (var at = thread; at < 4u * H * vectors; at += threads) {
    var d = Rows();
    if (last < steps) {
      let row = firstRow + at % vectors * ${WIDTH}u;
      //#for q WIDTH
      let length$q = rowLength(row + $qu);
      let place$q = place(row + $qu, last, length$q);
      d${AT} = select(0f, dgates[place$q * 4u * H + at / vectors], last < length$q);
      //#end
    }
    shared_[base + at] = d;
  }
  ${BARRIER}();

  let gate = thread / threadsPerGate;
  //#for c COLUMNS
  let unit$c = thread % threadsPerGate + $cu * threadsPerGate;
  let column$c = min(unit$c, H - 1u);
  //#end
  for (var s = last; s > call.first;) {
    s--;
    //#for c COLUMNS
    //#for v VECTORS
    var sum$c_$v = Rows();
    //#end
    //#end
    for (var k = 0u; k < H - ${REST}u; k += ${UNROLL}u) {
      //#for i UNROLL
      //#for v VECTORS
      //#if SUBGROUPS
      let part$v_$i = shared_[base + (gate * H + k + $iu) * vectors + $vu][lane % 4u];
      let d$v_$i = vec4f(
        subgroupBroadcast(part$v_$i, 0u),
        subgroupBroadcast(part$v_$i, 1u),
        subgroupBroadcast(part$v_$i, 2u),
        subgroupBroadcast(part$v_$i, 3u),
      );
      //#end
      //#if NO_SUBGROUPS
      let d$v_$i = shared_[base + (gate * H + k + $iu) * vectors + $vu];
      //#end
      //#end
      //#for c COLUMNS
      let u$c_$i = transposed[(gate * H + k + $iu) * H + column$c];
      //#end
      //#end
      //#for c COLUMNS
      //#for v VECTORS
      //#for i UNROLL
      sum$c_$v += u$c_$i * d$v_$i;
      //#end
      //#end
      //#end
    }
    //#if REST
    for (var k = gate * H + H - ${REST}u; k < gate * H + H; k++) {
      //#for v VECTORS
      let d$v = shared_[base + k * vectors + $vu];
      //#end
      //#for c COLUMNS
      let u$c = transposed[k * H + column$c];
      //#for v VECTORS
      sum$c_$v += u$c * d$v;
      //#end
      //#end
    }
    //#end
    ${BARRIER}();
    //#for c COLUMNS
    if (unit$c < H) {
      //#for v VECTORS
      shared_[base + (gate * H + unit$c) * vectors + $vu] = sum$c_$v;
      //#end
    }
    //#end
    ${BARRIER}();

    for (var at = thread; at < H * vectors; at += threads) {
      let unit = at / vectors;
      let row = firstRow + at % vectors * ${WIDTH}u;
      var dh = shared_[base + at] + shared_[base + at + H * vectors] + shared_[base + at + 2u * H * vectors] + shared_[base + at + 3u * H * vectors];
      var dc = Rows();
      var i = Rows();
      var f = Rows();
      var g = Rows();
      var o = Rows();
      var c = Rows();
      var before = Rows();
      // Rows that have ended have gates of 0 here, and so gradients of 0.
      //#for q WIDTH
      let length$q = rowLength(row + $qu);
      let here$q = place(row + $qu, s, length$q);
      let gate$q = here$q * 4u * H + unit;
      let valid$q = s < length$q;
      dh${AT} += dy[here$q * H + unit];
      i${AT} = select(0f, gates[gate$q], valid$q);
      f${AT} = select(0f, gates[gate$q + H], valid$q);
      g${AT} = select(0f, gates[gate$q + 2u * H], valid$q);
      o${AT} = select(0f, gates[gate$q + 3u * H], valid$q);
      c${AT} = cells[here$q * H + unit];
      before${AT} = select(cells[place(row + $qu, s - 1u, length$q) * H + unit], 0f, s == 0u);
      dc${AT} = select(0f, carry[min(row + $qu, call.batch - 1u) * H + unit], s + 1u < length$q);
      //#end
      c = tanhOf(c);
      dc += dh * o * (Rows(1f) - c * c);
      let di = dc * g * i * (Rows(1f) - i);
      let df = dc * before * f * (Rows(1f) - f);
      let dg = dc * i * (Rows(1f) - g * g);
      let do_ = dh * c * o * (Rows(1f) - o);
      dc *= f;
      shared_[base + at] = di;
      shared_[base + at + H * vectors] = df;
      shared_[base + at + 2u * H * vectors] = dg;
      shared_[base + at + 3u * H * vectors] = do_;
      //#for q WIDTH
      if (valid$q) {
        dgates[gate$q] = di${AT};
        dgates[gate$q + H] = df${AT};
        dgates[gate$q + 2u * H] = dg${AT};
        dgates[gate$q + 3u * H] = do_${AT};
        carry[(row + $qu) * H + unit] = dc${AT};
      }
      //#end
    }
    ${BARRIER}();
  }

  // Padding is 0.
  for (var row = firstRow; row < min(firstRow + ${ROWS}u, call.batch); row++) {
    for (var t = max(rowLength(row), call.first); t < call.last; t++) {
      for (var column = thread; column < 4u * H; column += threads) {
        dgates[(row * call.time + t) * 4u * H + column] = 0f;
      }
    }
  }
}
