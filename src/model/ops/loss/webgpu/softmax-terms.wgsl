// Of a row of several logits: [w·loss, w, 1 where it is right, 1], all 0 for a filler row.
fn termsOf(row: u32) -> vec4f {
  let weight = weights[row];
  if (!(weight > 0f)) {
    return vec4f();
  }
  let label = u32(labels[row]);
  let start = row * call.classes;
  return vec4f(weight * lossOf(start, label), weight, select(0f, 1f, isRight(start, label)), 1f);
}

// The first of the highest logits; a NaN is above nothing.
fn isRight(start: u32, label: u32) -> bool {
  let own = logits[start + label];
  var right = own == own;
  for (var k = 0u; k < call.classes; k++) {
    let other = logits[start + k];
    right = right && (k == label || select(other <= own, other < own, k < label));
  }
  return right;
}

fn lossOf(start: u32, label: u32) -> f32 {
  let softmax = softmaxOf(start);
  if (call.squared == 0u) {
    // log Σ exp(x − x of the label): for a sum near 1 the others' sum keeps its digits.
    let own = exp(logits[start + label] - softmax.top);
    let others = -distanceOf(start, label, label, softmax) * softmax.sum;
    let e = others / own;
    if (own == 1f) {
      return select(log(1f + e), e - 0.5f * e * e, e < 1e-3f);
    }
    return log(softmax.sum) + softmax.top - logits[start + label];
  }
  var squares = 0f;
  for (var k = 0u; k < call.classes; k++) {
    let distance = distanceOf(start, label, k, softmax);
    squares += distance * distance;
  }
  return squares / f32(call.classes);
}
