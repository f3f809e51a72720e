// Rows `firstRow` … of the weights' gradient as a tensor of 4H columns: the sum over both parities.
uniform sampler2D row0, row1, row2, row3;
uniform int width, hidden, blocks, firstRow, rowCount;
layout(location = 0) out float value;

void main() {
  int index = flatIndex(width);
  int offset = index / (4 * hidden);
  value = 0.0;
  if (offset >= rowCount) return;
  int column = index - offset * 4 * hidden;
  int gate = column / hidden;
  int row = firstRow + offset;
  ivec2 at = ivec2(column - gate * hidden, row >> 2);
  ivec2 odd = at + ivec2(0, blocks);
  int which = row & 3;
  vec4 gates = which == 0 ? texelFetch(row0, at, 0) + texelFetch(row0, odd, 0)
    : which == 1 ? texelFetch(row1, at, 0) + texelFetch(row1, odd, 0)
    : which == 2 ? texelFetch(row2, at, 0) + texelFetch(row2, odd, 0)
    : texelFetch(row3, at, 0) + texelFetch(row3, odd, 0);
  value = gates[gate];
}
