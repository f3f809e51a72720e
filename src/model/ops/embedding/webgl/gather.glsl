// output[position, e] = table[ids[position], e]
uniform sampler2D ids; // [B,T]
uniform ivec2 idsView;
uniform sampler2D table; // [V,E]
uniform ivec2 tableView;
uniform int width, positions, features;
layout(location = 0) out float value;

void main() {
  int index = flatIndex(width);
  int position = index / features;
  value = 0.0;
  if (position >= positions) return;
  int word = int(read(ids, idsView, position));
  value = read(table, tableView, word * features + (index - position * features));
}
