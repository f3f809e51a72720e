// exp of a positive number may overflow, and then tanh and σ would be NaN on some devices.
fn sigmoid(x: f32) -> f32 {
  let e = exp(-abs(x));
  return select(e, 1f, x >= 0f) / (1f + e);
}

fn tanhOf(x: f32) -> f32 {
  let e = exp(-2f * abs(x));
  let y = (1f - e) / (1f + e);
  // Near 0 the difference 1 − e loses digits; two terms of the series don't.
  return select(select(y, -y, x < 0f), x - x * x * x / 3f, abs(x) < 0.02f);
}
