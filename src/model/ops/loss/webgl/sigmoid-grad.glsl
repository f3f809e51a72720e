// dLogits[b] = dy[0] · w[b] / Σ w · dLoss/dLogit

void main() {
  int row = flatIndex(width);
  dLogits = 0.0;
  if (row >= batch) return;
  float weight = read(weights, weightsView, row);
  if (weight == 0.0) return;
  float p = sigmoid(read(logits, logitsView, row));
  float slope = p - read(labels, labelsView, row);
  if (squared) slope *= 2.0 * p * (1.0 - p);
  dLogits = scaleOf(weight) * slope;
}
