// dFeatures[b, f] = Σ dy[b, k] · kernel[f, k]

void main() {
  int index = flatIndex(width);
  int row = divide(index, inputs);
  int f = index - row * inputs;
  dFeatures = 0.0;
  if (row >= batch) return;
  for (int unit = 0; unit < units; unit++)
    dFeatures += read(dy, dyView, row * units + unit) * read(kernel, kernelView, f * units + unit);
}
