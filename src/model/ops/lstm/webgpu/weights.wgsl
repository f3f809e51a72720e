//#if SUBGROUPS
enable subgroups;
diagnostic(off, subgroup_uniformity); // all threads of a subgroup have the same y
//#end
// out [splits,M,N], each split the sum over its own batch rows and their valid timesteps t of a[b,t+shift]ᵀ · d[b,t]:
// the gradient of W from x (shift 0), that of U from h of the timestep read before (shift −1, reverse +1). With
// `bias` follow the sums of d alone [splits,N]. A thread owns 8 rows and 8 columns, as in the other product.
//#call

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  //#if SUBGROUPS
  @builtin(subgroup_invocation_id) lane: u32,
  //#end
  @builtin(local_invocation_index) thread: u32,
) {
  let split = call.firstSplit + group.z;
  let x = thread % call.threadsX;
  let y = group.y * (64u / call.threadsX) + thread / call.threadsX;
  let column = group.x * call.threadsX * 8u + x;
  let tiles = (call.rows + 7u) / 8u;
  if (y < tiles) {
    //#if SUBGROUPS
    weights(split, y * 8u, column, lane % 4u);
    //#end
    //#if NO_SUBGROUPS
    weights(split, y * 8u, column, 0u);
    //#end
  } else if (y == tiles && call.bias != 0u) {
    sums(split, column);
  }
}

fn weights(split: u32, row: u32, column: u32, lane: u32) {
  let M = call.rows;
  let N = call.columns;
  //#for n 8
  let column$n = min(column + $nu * call.threadsX, N - 1u);
  //#end
  //#for m 8
  let row$m = min(row + $mu, M - 1u);
  //#end
  //#for j 2
  //#for m 4
  //#for n 8
  var sum$j$m_$n = 0f;
  //#end
  //#end
  //#end
  let lastBatch = min(call.batch, (split + 1u) * call.batchPerSplit);
  for (var batch = split * call.batchPerSplit; batch < lastBatch; batch++) {
    let last = lastTime(batch);
    for (var t = u32(max(0, -call.shift)); t < last; t += 4u) {
      //#for i 4
      let at$i = batch * call.time + min(t + $iu, last - 1u);
      let from$i = u32(i32(at$i) + call.shift) * M;
      //#if ALIGNED
      //#for j 2
      var a$j_$i = a[(from$i + row) / 4u + min($ju, (M - row) / 4u - 1u)];
      //#end
      //#end
      //#if SUBGROUPS
      //#for j 2
      let part$j_$i = a[from$i + min(row + 4u * $ju + lane, M - 1u)];
      var a$j_$i = vec4f(
        subgroupBroadcast(part$j_$i, 0u),
        subgroupBroadcast(part$j_$i, 1u),
        subgroupBroadcast(part$j_$i, 2u),
        subgroupBroadcast(part$j_$i, 3u),
      );
      //#end
      //#end
      //#if LOOSE
      var a0_$i = vec4f(a[from$i + row0], a[from$i + row1], a[from$i + row2], a[from$i + row3]);
      var a1_$i = vec4f(a[from$i + row4], a[from$i + row5], a[from$i + row6], a[from$i + row7]);
      //#end
      //#for j 2
      a$j_$i = select(vec4f(), a$j_$i, t + $iu < last);
      //#end
      //#for n 8
      let d$n_$i = d[at$i * N + column$n];
      //#end
      //#end
      //#for j 2
      //#for m 4
      //#for n 8
      //#for i 4
      sum$j$m_$n += a$j_$i[$m] * d$n_$i;
      //#end
      //#end
      //#end
      //#end
    }
  }
  let start = split * M * N;
  //#for j 2
  //#for m 4
  if (row + 4u * $ju + $mu < M) {
    //#for n 8
    if (column + $nu * call.threadsX < N) {
      out[start + (row + 4u * $ju + $mu) * N + column$n] = sum$j$m_$n;
    }
    //#end
  }
  //#end
  //#end
}

fn sums(split: u32, column: u32) {
  let N = call.columns;
  //#for n 8
  let column$n = min(column + $nu * call.threadsX, N - 1u);
  var sum$n = 0f;
  //#end
  let lastBatch = min(call.batch, (split + 1u) * call.batchPerSplit);
  for (var batch = split * call.batchPerSplit; batch < lastBatch; batch++) {
    let last = lastTime(batch);
    for (var t = 0u; t < last; t++) {
      //#for n 8
      sum$n += d[(batch * call.time + t) * N + column$n];
      //#end
    }
  }
  let start = call.splits * call.rows * N + split * N;
  //#for n 8
  if (column + $nu * call.threadsX < N) {
    out[start + column$n] = sum$n;
  }
  //#end
}

fn lastTime(batch: u32) -> u32 {
  let valid = clamp(lengths[batch], 0, i32(call.time));
  return u32(max(0, valid - max(0, call.shift)));
}
