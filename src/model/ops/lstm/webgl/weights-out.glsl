// Rows `firstRow` … of the weights' gradient as a tensor of 4H columns: the sum over all slices.
uniform sampler2DArray rows; // see weights-grad.glsl

void main() {
  ivec2 element = elementHere(width, 4 * hidden);
  value = 0.0;
  if (element.y >= rowCount) return;
  int gate = int(element.x >= hidden) + int(element.x >= 2 * hidden) + int(element.x >= 3 * hidden);
  int row = firstRow + element.y;
  ivec3 at = ivec3(element.x - gate * hidden, row >> spanBits, row & ((1 << spanBits) - 1));
  vec4 gates = vec4(0.0);
  for (int slice = 0; slice < slices; slice++) {
    gates += texelFetch(rows, at, 0);
    at.y += blocks;
  }
  value = gates[gate];
}
