// pooled[b, h] over the valid timesteps of row b

float at(int position, int feature) {
  return readAt(sequence, sequenceView, position, feature, hidden);
}

void main() {
  ivec2 element = elementHere(width, hidden);
  int row = element.y;
  pooled = 0.0;
  if (row >= batch) return;
  int length = min(int(read(lengths, lengthsView, row)), time);
  if (length == 0) return;
  int start = row * time;
  if (mode == lastMode || mode == firstMode) {
    pooled = at(start + (mode == lastMode ? length - 1 : 0), element.x);
    return;
  }
  if (mode == maxMode) pooled = at(start, element.x);
  for (int t = 0; t < length; t++) {
    float value = at(start + t, element.x);
    pooled = mode == meanMode ? pooled + value : max(pooled, value);
  }
  if (mode == meanMode) pooled /= float(length);
}
