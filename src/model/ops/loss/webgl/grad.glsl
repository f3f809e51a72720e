// dLogits[b] = dy[0] · w[b] / Σ w · dLoss/dLogit

void main() {
  int row = flatIndex(width);
  dLogits = 0.0;
  if (row >= batch) return;
  float weight = read(weights, weightsView, row);
  if (weight == 0.0) return;
  float total = 0.0;
  for (int other = 0; other < batch; other++) total += read(weights, weightsView, other);
  float p = sigmoid(read(logits, logitsView, row));
  float slope = p - read(labels, labelsView, row);
  if (squared) slope *= 2.0 * p * (1.0 - p);
  dLogits = read(dy, dyView, 0) * weight / total * slope;
}
