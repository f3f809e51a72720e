// What the outputs of timestep t get from the timestep that is read after it: dgates·Uᵀ, four units of four
// rows (eight with WIDE), a layer for each of these units.
uniform sampler2DArray next; // dgates of that timestep
uniform sampler2DArray weights; // U transposed: H (up to a multiple of 4, or 8) by H
uniform int hidden, t;
uniform ivec2 nextAt; // where its tile begins
layout(location = 0) out vec4 dh0;
layout(location = 1) out vec4 dh1;
layout(location = 2) out vec4 dh2;
layout(location = 3) out vec4 dh3;
#ifdef WIDE
layout(location = 4) out vec4 dh4;
layout(location = 5) out vec4 dh5;
layout(location = 6) out vec4 dh6;
layout(location = 7) out vec4 dh7;
const int span = 8;
#else
const int span = 4;
#endif

vec4 dots(ivec2 at, int offset, vec4 i, vec4 f, vec4 g, vec4 o) {
  vec4 w = texelFetch(weights, ivec3(at.x + offset, at.y, 0), 0);
  return i * w.x + f * w.y + g * w.z + o * w.w;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  dh0 = dh1 = dh2 = dh3 = vec4(0.0);
#ifdef WIDE
  dh4 = dh5 = dh6 = dh7 = vec4(0.0);
#endif
  if (validRows(at.y, t) == vec4(0.0)) return;
  ivec2 source = nextAt + ivec2(0, at.y);
  ivec2 column = ivec2(span * at.x, 0);
  for (; column.y < hidden; column.y++, source.x++) {
    vec4 i = texelFetch(next, ivec3(source, 0), 0);
    vec4 f = texelFetch(next, ivec3(source, 1), 0);
    vec4 g = texelFetch(next, ivec3(source, 2), 0);
    vec4 o = texelFetch(next, ivec3(source, 3), 0);
    dh0 += dots(column, 0, i, f, g, o);
    dh1 += dots(column, 1, i, f, g, o);
    dh2 += dots(column, 2, i, f, g, o);
    dh3 += dots(column, 3, i, f, g, o);
#ifdef WIDE
    dh4 += dots(column, 4, i, f, g, o);
    dh5 += dots(column, 5, i, f, g, o);
    dh6 += dots(column, 6, i, f, g, o);
    dh7 += dots(column, 7, i, f, g, o);
#endif
  }
}
