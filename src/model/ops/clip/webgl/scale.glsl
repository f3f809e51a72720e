// [s, n]: n = √Σ squares, s = maxNorm > 0 ? min(1, maxNorm / (n + 1e-6)) : 1

void main() {
  float sum = 0.0;
  for (int i = 0; i < count; i++) sum += read(squares, squaresView, i);
  float norm = sqrt(sum);
  float scale = maxNorm > 0.0 ? min(1.0, maxNorm / (norm + 1e-6)) : 1.0;
  scaleAndNorm = flatIndex(width) == 0 ? scale : norm;
}
