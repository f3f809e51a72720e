// h of even and odd timesteps as a tensor [B,T,H].
uniform sampler2D evenH, oddH;
uniform int width, hidden;
layout(location = 0) out float value;

void main() {
  ivec2 element = elementHere(width, hidden);
  int row = element.y / time;
  value = 0.0;
  if (row >= batch) return;
  int t = element.y - row * time;
  ivec2 at = place(t >> 1, hidden) + ivec2(element.x, row >> 2);
  value = ((t & 1) == 0 ? texelFetch(evenH, at, 0) : texelFetch(oddH, at, 0))[row & 3];
}
