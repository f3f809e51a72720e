// pooled[b, h] over the valid timesteps of row b
uniform sampler2D sequence; // [B,T,H]
uniform ivec2 sequenceView;
uniform sampler2D lengths; // [B]
uniform ivec2 lengthsView;
uniform int width, batch, time, features;
uniform int mode; // 0 last, 1 first, 2 mean, 3 max
layout(location = 0) out float pooled;

float at(int position, int feature) {
  return readAt(sequence, sequenceView, position, feature, features);
}

void main() {
  ivec2 element = elementHere(width, features);
  int row = element.y;
  pooled = 0.0;
  if (row >= batch) return;
  int length = min(int(read(lengths, lengthsView, row)), time);
  if (length == 0) return;
  int start = row * time;
  if (mode < 2) {
    pooled = at(start + (mode == 0 ? length - 1 : 0), element.x);
    return;
  }
  if (mode == 3) pooled = at(start, element.x);
  for (int t = 0; t < length; t++) {
    float value = at(start + t, element.x);
    pooled = mode == 2 ? pooled + value : max(pooled, value);
  }
  if (mode == 2) pooled /= float(length);
}
