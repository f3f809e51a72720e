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
#ifdef TOGETHER
layout(location = 4) out vec4 c;
layout(location = 5) out vec4 h;
#endif

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy) - origin;
  i = f = g = o = vec4(0.0);
#ifdef TOGETHER
  c = h = vec4(0.0);
#endif
  vec4 valid = validRows(at.y, t);
  if (valid == vec4(0.0)) return;
  Gates gates = Gates(
    texelFetch(productI, productAt + at, 0),
    texelFetch(productF, productAt + at, 0),
    texelFetch(productG, productAt + at, 0),
    texelFetch(productO, productAt + at, 0)
  );
  if (!first) addProduct(gates, priorH, priorAt + ivec2(0, at.y), weights, at.x, hidden);
  i = sigmoid4(gates.i);
  f = sigmoid4(gates.f);
  g = tanh4(gates.g);
  o = sigmoid4(gates.o);
#ifdef TOGETHER
  vec4 before = first ? vec4(0.0) : texelFetch(priorC, priorAt + at, 0);
  c = valid * (f * before + i * g);
  h = valid * o * tanh4(c);
#endif
}
