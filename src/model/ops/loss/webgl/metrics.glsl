// metrics = [Σ w·loss / Σ w, correct rows, rows]

void main() {
  vec4 sums = vec4(0.0);
  for (int row = 0; row < batch; row++) {
    float weight = read(weights, weightsView, row);
    // A filler row counts for nothing, whatever its logits.
    if (weight > 0.0) sums += vec4(weight * lossOf(row), weight, isRight(row) ? 1.0 : 0.0, 1.0);
  }
  int which = flatIndex(width);
  metrics = which == 0 ? sums.x / sums.y : which == 1 ? sums.z : sums.w;
}
