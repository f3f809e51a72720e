// dx as a tensor [B,T,D].
uniform sampler2D dx0, dx1, dx2, dx3;
uniform int width, features, blocks;
layout(location = 0) out float value;

void main() {
  int index = flatIndex(width);
  int position = index / features;
  int row = position / time;
  value = 0.0;
  if (row >= batch) return;
  int feature = index - position * features;
  ivec2 at = place(tileOf(position - row * time), blocks) + ivec2(feature >> 2, row >> 2);
  int which = feature & 3;
  vec4 rows = which == 0 ? texelFetch(dx0, at, 0)
    : which == 1 ? texelFetch(dx1, at, 0)
    : which == 2 ? texelFetch(dx2, at, 0)
    : texelFetch(dx3, at, 0);
  value = rows[row & 3];
}
