// h of even and odd timesteps as a tensor [B,T,H].
uniform sampler2D evenH, oddH;
uniform int width, hidden;
layout(location = 0) out float value;

void main() {
  int index = flatIndex(width);
  int position = index / hidden;
  int row = position / time;
  value = 0.0;
  if (row >= batch) return;
  int t = position - row * time;
  ivec2 at = place(t >> 1, hidden) + ivec2(index - position * hidden, row >> 2);
  value = ((t & 1) == 0 ? texelFetch(evenH, at, 0) : texelFetch(oddH, at, 0))[row & 3];
}
