// logits[b] = Σ features[b, f] · kernel[f] + bias

void main() {
  int row = flatIndex(width);
  logits = 0.0;
  if (row >= batch) return;
  logits = read(bias, biasView, 0);
  for (int f = 0; f < inputs; f++)
    logits += read(features, featuresView, row * inputs + f) * read(kernel, kernelView, f);
}
