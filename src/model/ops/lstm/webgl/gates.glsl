/*
 * Four rows by the four gates of one unit: `gates` += left·weights, where `left` has a texel (four rows) for
 * each k at leftAt + (k, 0) and `weights` one (four gates) at (unit, k). Four k at a time, so that the sums
 * are loaded and stored less often.
 */
struct Gates {
  vec4 i, f, g, o;
};

void addProduct(inout Gates gates, sampler2D left, ivec2 leftAt, sampler2D weights, int unit, int count) {
  int k = 0;
  for (; k + 3 < count; k += 4) {
    vec4 a = texelFetch(left, leftAt + ivec2(k, 0), 0);
    vec4 b = texelFetch(left, leftAt + ivec2(k + 1, 0), 0);
    vec4 c = texelFetch(left, leftAt + ivec2(k + 2, 0), 0);
    vec4 d = texelFetch(left, leftAt + ivec2(k + 3, 0), 0);
    vec4 p = texelFetch(weights, ivec2(unit, k), 0);
    vec4 q = texelFetch(weights, ivec2(unit, k + 1), 0);
    vec4 r = texelFetch(weights, ivec2(unit, k + 2), 0);
    vec4 s = texelFetch(weights, ivec2(unit, k + 3), 0);
    gates.i += a * p.x + b * q.x + c * r.x + d * s.x;
    gates.f += a * p.y + b * q.y + c * r.y + d * s.y;
    gates.g += a * p.z + b * q.z + c * r.z + d * s.z;
    gates.o += a * p.w + b * q.w + c * r.w + d * s.w;
  }
  for (; k < count; k++) {
    vec4 a = texelFetch(left, leftAt + ivec2(k, 0), 0);
    vec4 p = texelFetch(weights, ivec2(unit, k), 0);
    gates.i += a * p.x;
    gates.f += a * p.y;
    gates.g += a * p.z;
    gates.o += a * p.w;
  }
}
