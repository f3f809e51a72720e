// One timestep forwards: gates, cell state and output of one unit for four rows.
uniform sampler2D productI, productF, productG, productO; // x·W + b
uniform sampler2D weights; // U, H by H
uniform sampler2D priorH, priorC; // of the timestep read before
uniform int hidden, t;
uniform bool first;
uniform ivec2 productAt, priorAt, origin; // where the tiles begin
layout(location = 0) out vec4 i;
layout(location = 1) out vec4 f;
layout(location = 2) out vec4 g;
layout(location = 3) out vec4 o;
layout(location = 4) out vec4 c;
layout(location = 5) out vec4 h;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy) - origin;
  i = f = g = o = c = h = vec4(0.0);
  vec4 valid = validRows(at.y, t);
  if (valid == vec4(0.0)) return;
  vec4 a = texelFetch(productI, productAt + at, 0);
  vec4 b = texelFetch(productF, productAt + at, 0);
  vec4 d = texelFetch(productG, productAt + at, 0);
  vec4 e = texelFetch(productO, productAt + at, 0);
  vec4 cell = vec4(0.0);
  if (!first) {
    cell = texelFetch(priorC, priorAt + at, 0);
    ivec2 source = priorAt + ivec2(0, at.y);
    for (int k = 0; k < hidden; k++) {
      vec4 rows = texelFetch(priorH, source + ivec2(k, 0), 0);
      vec4 gates = texelFetch(weights, ivec2(at.x, k), 0);
      a += rows * gates.x;
      b += rows * gates.y;
      d += rows * gates.z;
      e += rows * gates.w;
    }
  }
  i = sigmoid4(a);
  f = sigmoid4(b);
  g = tanh4(d);
  o = sigmoid4(e);
  c = valid * (f * cell + i * g);
  h = valid * o * tanh4(c);
}
