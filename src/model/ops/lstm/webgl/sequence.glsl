// h of even and odd timesteps as a tensor [B,T,H].
uniform sampler2DArray even, odd; // c and h

void main() {
  ivec2 element = elementHere(width, hidden);
  int row = divide(element.y, time);
  value = 0.0;
  if (row >= batch) return;
  int t = element.y - row * time;
  ivec3 at = ivec3(place(t >> 1, hidden) + ivec2(element.x, row >> 2), 1);
  value = ((t & 1) == 0 ? texelFetch(even, at, 0) : texelFetch(odd, at, 0))[row & 3];
}
