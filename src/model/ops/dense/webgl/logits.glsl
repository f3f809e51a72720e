// logits[b, k] = Σ features[b, f] · kernel[f, k] + bias[k]

void main() {
  int index = flatIndex(width);
  int row = divide(index, units);
  int unit = index - row * units;
  logits = 0.0;
  if (row >= batch) return;
  logits = read(bias, biasView, unit);
  for (int f = 0; f < inputs; f++)
    logits += read(features, featuresView, row * inputs + f) * read(kernel, kernelView, f * units + unit);
}
