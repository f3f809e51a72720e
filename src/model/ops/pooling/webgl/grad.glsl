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

bool reachedFirstHere(int index, int t, float maximum) {
  if (read(sequence, sequenceView, index) != maximum) return false;
  for (int back = 1; back <= t; back++)
    if (read(sequence, sequenceView, index - back * features) == maximum) return false;
  return true;
}

void main() {
  int index = flatIndex(width);
  int position = index / features;
  int row = position / time;
  value = 0.0;
  if (row >= batch) return;
  int t = position - row * time;
  int length = min(int(read(lengths, lengthsView, row)), time);
  if (t >= length) return;
  if (mode == 0 && t != length - 1) return;
  if (mode == 1 && t != 0) return;
  int at = row * features + (index - position * features);
  if (mode == 3 && !reachedFirstHere(index, t, read(pooled, pooledView, at))) return;
  value = read(dy, dyView, at);
  if (mode == 2) value /= float(length);
}
