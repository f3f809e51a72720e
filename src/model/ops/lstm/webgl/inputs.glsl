// dx as a tensor [B,T,D].
uniform sampler2DArray dx; // see input-grad.glsl

void main() {
  ivec2 element = elementHere(width, features);
  int row = divide(element.y, time);
  value = 0.0;
  if (row >= batch) return;
  int t = element.y - row * time;
  ivec2 at = place(tileOf(t), blocks) + ivec2(element.x >> spanBits, row >> 2);
  value = texelFetch(dx, ivec3(at, element.x & ((1 << spanBits) - 1)), 0)[row & 3];
}
