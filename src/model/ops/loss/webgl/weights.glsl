// dy[0] · w / Σ w of a row whose weight is not 0
float scaleOf(float weight) {
  float total = 0.0;
  for (int other = 0; other < batch; other++) total += read(weights, weightsView, other);
  return read(dy, dyView, 0) * weight / total;
}

