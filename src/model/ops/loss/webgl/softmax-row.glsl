// The softmax of one row of the logits: its highest logit, and Σ exp(x − that).

float logitAt(int row, int k) {
  return read(logits, logitsView, row * classes + k);
}

vec2 softmaxOf(int row) {
  float top = logitAt(row, 0);
  for (int k = 1; k < classes; k++) top = max(top, logitAt(row, k));
  float sum = 0.0;
  for (int k = 0; k < classes; k++) sum += exp(logitAt(row, k) - top);
  return vec2(top, sum);
}

float shareOf(int row, int k, vec2 softmax) {
  return exp(logitAt(row, k) - softmax.x) / softmax.y;
}

// p − 1 at the label, without losing the digits of a small distance: −Σ of the other classes' shares.
float distanceOf(int row, int label, int k, vec2 softmax) {
  if (k != label) return shareOf(row, k, softmax);
  float others = 0.0;
  for (int other = 0; other < classes; other++)
    if (other != label) others += shareOf(row, other, softmax);
  return -others;
}

