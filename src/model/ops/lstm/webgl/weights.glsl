// Weights [rowCount,4H] as a surface of H texels in a row, each the four gates of one unit; row rowCount
// is the bias. Transposed: H rows, a texel for each of the weights' rows. Past them there are zeros.
uniform sampler2D weights;
uniform ivec2 weightsView;
uniform sampler2D bias; // [4H]
uniform ivec2 biasView;
uniform int rowCount, hidden;
uniform bool transposed, biased;
layout(location = 0) out vec4 gates;

float element(int row, int column) {
  if (row < rowCount) return readAt(weights, weightsView, row, column, 4 * hidden);
  return biased && row == rowCount ? read(bias, biasView, column) : 0.0;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  if (transposed) at = at.yx;
  gates.x = element(at.y, at.x);
  gates.y = element(at.y, at.x + hidden);
  gates.z = element(at.y, at.x + 2 * hidden);
  gates.w = element(at.y, at.x + 3 * hidden);
}
