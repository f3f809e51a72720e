// The input product of all timesteps: x·W + b, a layer for each gate of one group of rows. With WIDE of two
// groups, one above the other in x, so that the weights are read once for both: tiles are half as high.
uniform sampler2DArray x; // tiles of inputs + 1 features, the last of them 1
uniform sampler2DArray weights; // H by inputs + 1, the last row is the bias
uniform int inputs, hidden;
layout(location = 0) out vec4 i;
layout(location = 1) out vec4 f;
layout(location = 2) out vec4 g;
layout(location = 3) out vec4 o;
#ifdef WIDE
layout(location = 4) out vec4 i2;
layout(location = 5) out vec4 f2;
layout(location = 6) out vec4 g2;
layout(location = 7) out vec4 o2;
#endif

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int column = columnHere(hidden);
  int unit = at.x - column * hidden;
  ivec2 source = ivec2(column * (inputs + 1), at.y);
  Gates gates = Gates(vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
#ifdef WIDE
  Gates below = gates;
  int tileHeight = (groups + 1) / 2;
  int inColumn = divide(at.y, tileHeight);
  source.y = inColumn * groups + 2 * (at.y - inColumn * tileHeight);
#endif
  int k = 0;
  for (; k + 3 <= inputs; k += 4, source.x += 4) {
    Texels w = down(weights, unit, k);
    addFour(gates, along(x, 0, source), w);
#ifdef WIDE
    addFour(below, along(x, 0, source + ivec2(0, 1)), w);
#endif
  }
  for (; k <= inputs; k++, source.x++) {
    vec4 w = texelFetch(weights, ivec3(unit, k, 0), 0);
    addOne(gates, texelFetch(x, ivec3(source, 0), 0), w);
#ifdef WIDE
    addOne(below, texelFetch(x, ivec3(source.x, source.y + 1, 0), 0), w);
#endif
  }
  i = gates.i;
  f = gates.f;
  g = gates.g;
  o = gates.o;
#ifdef WIDE
  i2 = below.i;
  f2 = below.f;
  g2 = below.g;
  o2 = below.o;
#endif
}
