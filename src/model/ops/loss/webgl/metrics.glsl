// metrics = [Σ w·loss / Σ w, correct rows, rows]

float lossOf(float logit, float label) {
  if (!squared) return max(logit, 0.0) + log(1.0 + exp(-abs(logit))) - label * logit;
  float distance = sigmoid(logit) - label;
  return distance * distance;
}

void main() {
  vec4 sums = vec4(0.0);
  for (int row = 0; row < batch; row++) {
    float logit = read(logits, logitsView, row);
    float label = read(labels, labelsView, row);
    float weight = read(weights, weightsView, row);
    bool correct = label > 0.5 ? logit > 0.0 : logit <= 0.0;
    // A filler row counts for nothing, whatever its logit.
    if (weight > 0.0) sums += vec4(weight * lossOf(logit, label), weight, correct ? 1.0 : 0.0, 1.0);
  }
  int which = flatIndex(width);
  metrics = which == 0 ? sums.x / sums.y : which == 1 ? sums.z : sums.w;
}
