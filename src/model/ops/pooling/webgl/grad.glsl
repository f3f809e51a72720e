// dSequence[b, t, h]: of a maximum that is reached more than once, the first timestep gets it all
uniform sampler2D sequence; // [B,T,H]
uniform ivec2 sequenceView;
uniform sampler2D lengths; // [B]
uniform ivec2 lengthsView;
uniform sampler2D pooled; // [B,H]
uniform ivec2 pooledView;
uniform sampler2D dy; // [B,H]
uniform ivec2 dyView;
uniform int width, batch, time, features;
uniform int mode; // 0 last, 1 first, 2 mean, 3 max
layout(location = 0) out float value;

bool reachedFirstHere(ivec2 element, int t, float maximum) {
  if (readAt(sequence, sequenceView, element.y, element.x, features) != maximum) return false;
  for (int back = 1; back <= t; back++)
    if (readAt(sequence, sequenceView, element.y - back, element.x, features) == maximum) return false;
  return true;
}

void main() {
  ivec2 element = elementHere(width, features);
  int row = divide(element.y, time);
  value = 0.0;
  if (row >= batch) return;
  int t = element.y - row * time;
  int length = min(int(read(lengths, lengthsView, row)), time);
  if (t >= length) return;
  if (mode == 0 && t != length - 1) return;
  if (mode == 1 && t != 0) return;
  if (mode == 3) {
    float maximum = readAt(pooled, pooledView, row, element.x, features);
    if (!reachedFirstHere(element, t, maximum)) return;
  }
  value = readAt(dy, dyView, row, element.x, features);
  if (mode == 2) value /= float(length);
}
