// output[position, e] = table[ids[position], e]

void main() {
  ivec2 element = elementHere(width, features);
  vectors = 0.0;
  if (element.y >= positions) return;
  int word = int(read(ids, idsView, element.y));
  vectors = readAt(table, tableView, word, element.x, features);
}
