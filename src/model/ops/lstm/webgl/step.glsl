// One timestep forwards: gates, cell state and output of one unit for four rows. On devices with too few
// outputs for TOGETHER the gates alone; state.glsl does the others.
uniform sampler2DArray products; // x·W + b, of 2^productBits groups of rows in as many times four layers
uniform sampler2DArray weights; // U, H by H
uniform sampler2DArray prior; // c and h of the timestep read before
uniform int hidden, t, productBits;
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
  ivec3 product = ivec3(productAt + ivec2(at.x, at.y >> productBits), 4 * (at.y & productBits));
  Gates gates = Gates(
    texelFetch(products, product, 0),
    texelFetch(products, product + ivec3(0, 0, 1), 0),
    texelFetch(products, product + ivec3(0, 0, 2), 0),
    texelFetch(products, product + ivec3(0, 0, 3), 0)
  );
  ivec2 source = priorAt + ivec2(0, at.y);
  int count = first ? 0 : hidden;
  int k = 0;
  for (; k + 3 < count; k += 4, source.x += 4)
    addFour(gates, along(prior, 1, source), down(weights, at.x, k));
  for (; k < count; k++, source.x++)
    addOne(gates, texelFetch(prior, ivec3(source, 1), 0), texelFetch(weights, ivec3(at.x, k, 0), 0));
  i = sigmoid4(gates.i);
  f = sigmoid4(gates.f);
  g = tanh4(gates.g);
  o = sigmoid4(gates.o);
#ifdef TOGETHER
  vec4 before = first ? vec4(0.0) : texelFetch(prior, ivec3(priorAt + at, 0), 0);
  c = valid * (f * before + i * g);
  h = valid * o * tanh4(c);
#endif
}
