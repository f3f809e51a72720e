// output[position, e] = table[ids[position], e]
uniform sampler2D ids; // [B,T]
uniform ivec2 idsView;
uniform sampler2D table; // [V,E]
uniform ivec2 tableView;
uniform int width, positions, features;
layout(location = 0) out float value;

void main() {
  ivec2 element = elementHere(width, features);
  value = 0.0;
  if (element.y >= positions) return;
  int word = int(read(ids, idsView, element.y));
  value = readAt(table, tableView, word, element.x, features);
}
