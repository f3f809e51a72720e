// Each fragment sums every `stride`-th element, or their squares: the same order in each run.

void main() {
  int first = flatIndex(width);
  sum = 0.0;
  if (first >= stride) return;
  for (int i = first; i < count; i += stride) {
    float value = read(x, xView, i);
    sum += squares ? value * value : value;
  }
}
