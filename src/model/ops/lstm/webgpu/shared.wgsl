
// What both directions of the recurrence share.

// 0 for rows past the batch.
fn rowLength(row: u32) -> u32 {
  if (row >= call.batch) {
    return 0u;
  }
  return min(u32(max(lengths[row], 0)), call.time);
}

// Where the timestep that a row reads as number s stands in [B,T]; past the row's end, or the batch's, where
// one that is there stands.
fn place(row: u32, s: u32, length: u32) -> u32 {
  let valid = min(s, max(length, 1u) - 1u);
  return min(row, call.batch - 1u) * call.time + select(valid, max(length, 1u) - 1u - valid, call.reverse != 0u);
}

// exp of a positive number may overflow, and then tanh and σ would be NaN on some devices.
fn sigmoid(x: Rows) -> Rows {
  let e = exp(-abs(x));
  return select(e, Rows(1f), x >= Rows(0f)) / (Rows(1f) + e);
}

fn tanhOf(x: Rows) -> Rows {
  let e = exp(-2f * abs(x));
  let y = (Rows(1f) - e) / (Rows(1f) + e);
  // Near 0 the difference 1 − e loses digits; two terms of the series don't.
  return select(select(y, -y, x < Rows(0f)), x - x * x * x / 3f, abs(x) < Rows(0.02f));
}
