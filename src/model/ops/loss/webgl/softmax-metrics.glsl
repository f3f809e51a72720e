// metrics = [Σ w·loss / Σ w, correct rows, rows]

float lossOf(int row, int label) {
  vec2 softmax = softmaxOf(row);
  if (!squared) return log(softmax.y) + softmax.x - logitAt(row, label);
  float squares = 0.0;
  for (int k = 0; k < classes; k++) {
    float distance = distanceOf(row, label, k, softmax);
    squares += distance * distance;
  }
  return squares / float(classes);
}

// The first of the highest logits; a NaN is above nothing.
bool isRight(int row, int label) {
  float own = logitAt(row, label);
  bool right = own == own;
  for (int k = 0; k < classes; k++) {
    float other = logitAt(row, k);
    right = right && (k == label || (k < label ? other < own : other <= own));
  }
  return right;
}

void main() {
  vec4 sums = vec4(0.0);
  for (int row = 0; row < batch; row++) {
    float weight = read(weights, weightsView, row);
    int label = int(read(labels, labelsView, row));
    // A filler row counts for nothing, whatever its logits.
    if (weight > 0.0) sums += vec4(weight * lossOf(row, label), weight, isRight(row, label) ? 1.0 : 0.0, 1.0);
  }
  int which = flatIndex(width);
  metrics = which == 0 ? sums.x / sums.y : which == 1 ? sums.z : sums.w;
}
