//#if SUBGROUPS
enable subgroups;
diagnostic(off, subgroup_uniformity); // all threads of a subgroup have the same y
//#end
// out [M,N] = a [M,K] · b [K,N] (+ bias), M being B·T: rows that are padding cost nothing. A thread owns 8 rows,
// the same ones as its neighbours in x, and 8 columns that interleave with theirs: the loads of a are the same
// for all of them, those of b stand side by side, and each value loaded serves 8 sums. Nothing is shared, so
// nobody waits.
//#call

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  //#if SUBGROUPS
  @builtin(subgroup_invocation_id) lane: u32,
  //#end
  @builtin(local_invocation_index) thread: u32,
) {
  let x = thread % call.threadsX;
  let y = group.y * (64u / call.threadsX) + thread / call.threadsX;
  let row = call.firstRow + y * 8u;
  let column = group.x * call.threadsX * 8u + x;
  let K = call.inner;
  let N = call.columns;
  //#for n 8
  let column$n = min(column + $nu * call.threadsX, N - 1u);
  //#end
  var live = false;
  //#for m 8
  let row$m = min(row + $mu, call.rows - 1u) * K;
  live = live || isValid(row + $mu);
  //#for n 8
  var sum$m_$n = 0f;
  //#end
  //#end
  if (live) {
    for (var k = 0u; k < K; k += 4u) {
      //#for m 8
      //#if ALIGNED
      let a$m = a[(row$m + k) / 4u];
      //#end
      //#if SUBGROUPS
      let part$m = at(row$m, k + lane % 4u);
      let a$m = vec4f(
        subgroupBroadcast(part$m, 0u),
        subgroupBroadcast(part$m, 1u),
        subgroupBroadcast(part$m, 2u),
        subgroupBroadcast(part$m, 3u),
      );
      //#end
      //#if LOOSE
      let a$m = vec4f(at(row$m, k), at(row$m, k + 1u), at(row$m, k + 2u), at(row$m, k + 3u));
      //#end
      //#end
      //#for i 4
      let start$i = min(k + $iu, K - 1u) * N;
      //#for n 8
      let b$n_$i = b[start$i + column$n];
      //#end
      //#end
      //#for m 8
      //#for n 8
      //#for i 4
      sum$m_$n += a$m[$i] * b$n_$i;
      //#end
      //#end
      //#end
    }
  }
  //#for n 8
  let bias$n = select(0f, bias[column$n], call.biased != 0u);
  //#end
  //#for m 8
  if (row + $mu < call.rows) {
    //#for n 8
    if (column + $nu * call.threadsX < N) {
      out[(row + $mu) * N + column$n] = sum$m_$n + bias$n;
    }
    //#end
  }
  //#end
}
//#if SINGLE

// 0 past the end of a row of a.
fn at(start: u32, k: u32) -> f32 {
  return select(0f, a[start + min(k, call.inner - 1u)], k < call.inner);
}
//#end

fn isValid(row: u32) -> bool {
  if (row >= call.rows) {
    return false;
  }
  return i32(row % call.time) < lengths[row / call.time];
}
