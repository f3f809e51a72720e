// dLogits[b, k] = dy[0] · w[b] / Σ w · ∂loss/∂logits[b, k]

void main() {
  int index = flatIndex(width);
  int row = divide(index, classes);
  int k = index - row * classes;
  dLogits = 0.0;
  if (row >= batch) return;
  float weight = read(weights, weightsView, row);
  if (weight == 0.0) return;
  int label = int(read(labels, labelsView, row));
  vec2 softmax = softmaxOf(row);
  float slope = distanceOf(row, label, k, softmax);
  if (squared) {
    float pull = 0.0;
    for (int other = 0; other < classes; other++)
      pull += shareOf(row, other, softmax) * distanceOf(row, label, other, softmax);
    slope = 2.0 / float(classes) * shareOf(row, k, softmax) * (slope - pull);
  }
  dLogits = scaleOf(weight) * slope;
}
