// dTable[word, e] = the sum of dy over the word's tokens, in the order of sortedIds
uniform sampler2DArray ranges; // a texel a word: first, end

void main() {
  ivec2 element = elementHere(width, features);
  int word = element.y;
  dTable = 0.0;
  if (word >= vocabulary) return;
  ivec2 range = ivec2(texelFetch(ranges, ivec3(word & ((1 << rowBits) - 1), word >> rowBits, 0), 0).xy);
  for (int i = range.x; i < range.y; i++) {
    int position = int(read(order, orderView, i));
    dTable += readAt(dy, dyView, position, element.x, features);
  }
}
