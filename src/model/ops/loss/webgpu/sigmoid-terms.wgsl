// Of a row of one logit: [w·loss, w, 1 where it is right, 1], the last two 0 for a filler row.
fn termsOf(row: u32) -> vec4f {
  let y = labels[row];
  let x = logits[row];
  let weight = weights[row];
  let counts = select(0f, 1f, weight > 0f);
  let correct = select(0f, 1f, (x > 0f) == (y > 0.5f));
  return vec4f(weight * lossOf(x, y), weight, counts * correct, counts);
}

fn lossOf(x: f32, y: f32) -> f32 {
  let e = exp(-abs(x));
  if (call.squared != 0u) {
    let p = select(e, 1f, x >= 0f) / (1f + e);
    // 1 − p is σ(−x), which keeps the digits of a small distance from the label 1.
    let distance = select(p - y, select(e, 1f, x < 0f) / (1f + e), y == 1f);
    return distance * distance;
  }
  return softplus(e, x) - y * x;
}

// max(x, 0) + log(1 + e), e = exp(−|x|); for small e the sum 1 + e would lose it.
fn softplus(e: f32, x: f32) -> f32 {
  return max(x, 0f) + select(log(1f + e), e - 0.5f * e * e, e < 1e-3f);
}
