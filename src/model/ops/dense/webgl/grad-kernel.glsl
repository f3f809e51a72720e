// dKernel[f] = Σ features[b, f] · dy[b]; without features the bias's gradient, Σ dy[b]

void main() {
  int f = flatIndex(width);
  dKernel = 0.0;
  if (f >= inputs) return;
  for (int row = 0; row < batch; row++) {
    float x = forBias ? 1.0 : read(features, featuresView, row * inputs + f);
    dKernel += x * read(dy, dyView, row);
  }
}
