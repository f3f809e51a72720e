// Rows `firstRow` … of the weights' gradient as a tensor of 4H columns: the sum over all slices.
uniform sampler2D row0, row1, row2, row3;
#ifdef WIDE
uniform sampler2D row4, row5, row6, row7;
const int span = 8;
#else
const int span = 4;
#endif
uniform int width, hidden, blocks, slices, firstRow, rowCount;
layout(location = 0) out float value;

vec4 gatesAt(int which, ivec2 at) {
#ifdef WIDE
  if (which >= 4) {
    return which == 4 ? texelFetch(row4, at, 0)
      : which == 5 ? texelFetch(row5, at, 0)
      : which == 6 ? texelFetch(row6, at, 0)
      : texelFetch(row7, at, 0);
  }
#endif
  return which == 0 ? texelFetch(row0, at, 0)
    : which == 1 ? texelFetch(row1, at, 0)
    : which == 2 ? texelFetch(row2, at, 0)
    : texelFetch(row3, at, 0);
}

void main() {
  ivec2 element = elementHere(width, 4 * hidden);
  value = 0.0;
  if (element.y >= rowCount) return;
  int gate = int(element.x >= hidden) + int(element.x >= 2 * hidden) + int(element.x >= 3 * hidden);
  int row = firstRow + element.y;
  ivec2 at = ivec2(element.x - gate * hidden, row / span);
  vec4 gates = vec4(0.0);
  for (int slice = 0; slice < slices; slice++) {
    gates += gatesAt(row % span, at);
    at.y += blocks;
  }
  value = gates[gate];
}
