/*
 * Products of four rows by the four gates of one unit: layer `layer` of `left` has a texel (four rows) for each k
 * at leftAt + (k, 0), `weights` one (four gates) at (unit, k). Four k at a time, so that the sums are loaded
 * and stored less often.
 */
struct Gates {
  vec4 i, f, g, o;
};

struct Texels {
  vec4 a, b, c, d;
};

Texels along(sampler2DArray left, int layer, ivec2 at) {
  return Texels(
    texelFetch(left, ivec3(at.x, at.y, layer), 0),
    texelFetch(left, ivec3(at.x + 1, at.y, layer), 0),
    texelFetch(left, ivec3(at.x + 2, at.y, layer), 0),
    texelFetch(left, ivec3(at.x + 3, at.y, layer), 0)
  );
}

Texels down(sampler2DArray weights, int unit, int k) {
  return Texels(
    texelFetch(weights, ivec3(unit, k, 0), 0),
    texelFetch(weights, ivec3(unit, k + 1, 0), 0),
    texelFetch(weights, ivec3(unit, k + 2, 0), 0),
    texelFetch(weights, ivec3(unit, k + 3, 0), 0)
  );
}

void addFour(inout Gates gates, Texels l, Texels w) {
  gates.i += l.a * w.a.x + l.b * w.b.x + l.c * w.c.x + l.d * w.d.x;
  gates.f += l.a * w.a.y + l.b * w.b.y + l.c * w.c.y + l.d * w.d.y;
  gates.g += l.a * w.a.z + l.b * w.b.z + l.c * w.c.z + l.d * w.d.z;
  gates.o += l.a * w.a.w + l.b * w.b.w + l.c * w.c.w + l.d * w.d.w;
}

void addOne(inout Gates gates, vec4 rows, vec4 weights) {
  gates.i += rows * weights.x;
  gates.f += rows * weights.y;
  gates.g += rows * weights.z;
  gates.o += rows * weights.w;
}
