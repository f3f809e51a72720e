// dLogits[b] = dy[0] · w[b] / Σ w · dLoss/dLogit
uniform sampler2D logits; // [B]
uniform ivec2 logitsView;
uniform sampler2D labels; // [B]
uniform ivec2 labelsView;
uniform sampler2D weights; // [B]
uniform ivec2 weightsView;
uniform sampler2D dy; // [3]
uniform ivec2 dyView;
uniform int width, batch;
uniform bool crossEntropy;
layout(location = 0) out float value;

void main() {
  int row = flatIndex(width);
  value = 0.0;
  if (row >= batch) return;
  float weight = read(weights, weightsView, row);
  if (weight == 0.0) return;
  float total = 0.0;
  for (int other = 0; other < batch; other++) total += read(weights, weightsView, other);
  float p = sigmoid(read(logits, logitsView, row));
  float slope = p - read(labels, labelsView, row);
  if (!crossEntropy) slope *= 2.0 * p * (1.0 - p);
  value = read(dy, dyView, 0) * weight / total * slope;
}
