// The softmax of one row of the logits: exp(x − max) and its sum.

struct Softmax {
  top: f32,
  sum: f32,
}

fn softmaxOf(start: u32) -> Softmax {
  var top = logits[start];
  for (var k = 1u; k < call.classes; k++) {
    top = max(top, logits[start + k]);
  }
  var sum = 0f;
  for (var k = 0u; k < call.classes; k++) {
    sum += exp(logits[start + k] - top);
  }
  return Softmax(top, sum);
}

// p − 1 at the label, without losing the digits of a small distance: −Σ of the other classes' shares.
fn distanceOf(start: u32, label: u32, k: u32, softmax: Softmax) -> f32 {
  if (k != label) {
    return exp(logits[start + k] - softmax.top) / softmax.sum;
  }
  var others = 0f;
  for (var other = 0u; other < call.classes; other++) {
    if (other != label) {
      others += exp(logits[start + other] - softmax.top);
    }
  }
  return -others / softmax.sum;
}

