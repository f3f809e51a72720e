// dKernel[f, k] = Σ features[b, f] · dy[b, k]; without features the bias's gradient, Σ dy[b, k]

void main() {
  int index = flatIndex(width);
  int f = divide(index, units);
  int unit = index - f * units;
  dKernel = 0.0;
  if (f >= inputs) return;
  for (int row = 0; row < batch; row++) {
    float x = forBias ? 1.0 : read(features, featuresView, row * inputs + f);
    dKernel += x * read(dy, dyView, row * units + unit);
  }
}
