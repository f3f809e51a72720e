// dFeatures[b, f] = dy[b] · kernel[f]

void main() {
  int index = flatIndex(width);
  int row = divide(index, inputs);
  dFeatures = 0.0;
  if (row < batch) dFeatures = read(dy, dyView, row) * read(kernel, kernelView, index - row * inputs);
}
