// dSequence[b, t, h]: of a maximum that is reached more than once, the first timestep gets it all

bool reachedFirstHere(ivec2 element, int t, float maximum) {
  if (readAt(sequence, sequenceView, element.y, element.x, hidden) != maximum) return false;
  for (int back = 1; back <= t; back++)
    if (readAt(sequence, sequenceView, element.y - back, element.x, hidden) == maximum) return false;
  return true;
}

void main() {
  ivec2 element = elementHere(width, hidden);
  int row = divide(element.y, time);
  dSequence = 0.0;
  if (row >= batch) return;
  int t = element.y - row * time;
  int length = min(int(read(lengths, lengthsView, row)), time);
  if (t >= length) return;
  if (mode == lastMode && t != length - 1) return;
  if (mode == firstMode && t != 0) return;
  if (mode == maxMode) {
    float maximum = readAt(pooled, pooledView, row, element.x, hidden);
    if (!reachedFirstHere(element, t, maximum)) return;
  }
  dSequence = readAt(dy, dyView, row, element.x, hidden);
  if (mode == meanMode) dSequence /= float(length);
}
