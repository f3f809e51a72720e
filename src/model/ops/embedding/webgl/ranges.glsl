// For each word the places where its tokens begin and end in sortedIds, which ascends, found by halving.
layout(location = 0) out vec4 range;

int firstNotBelow(int word) {
  int low = 0;
  int high = count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (int(read(sortedIds, sortedIdsView, middle)) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

void main() {
  int word = flatIndex(1 << rowBits);
  range = vec4(0.0);
  if (word >= vocabulary) return;
  range.x = float(firstNotBelow(word));
  range.y = float(firstNotBelow(word + 1));
}
