// dx as a tensor [B,T,D].
uniform sampler2D dx0, dx1, dx2, dx3;
#ifdef WIDE
uniform sampler2D dx4, dx5, dx6, dx7;
const int span = 8;
#else
const int span = 4;
#endif
uniform int width, features, blocks;
layout(location = 0) out float value;

vec4 rowsAt(int which, ivec2 at) {
#ifdef WIDE
  if (which >= 4) {
    return which == 4 ? texelFetch(dx4, at, 0)
      : which == 5 ? texelFetch(dx5, at, 0)
      : which == 6 ? texelFetch(dx6, at, 0)
      : texelFetch(dx7, at, 0);
  }
#endif
  return which == 0 ? texelFetch(dx0, at, 0)
    : which == 1 ? texelFetch(dx1, at, 0)
    : which == 2 ? texelFetch(dx2, at, 0)
    : texelFetch(dx3, at, 0);
}

void main() {
  ivec2 element = elementHere(width, features);
  int row = element.y / time;
  value = 0.0;
  if (row >= batch) return;
  int t = element.y - row * time;
  ivec2 at = place(tileOf(t), blocks) + ivec2(element.x / span, row >> 2);
  value = rowsAt(element.x % span, at)[row & 3];
}
