// dx = dgates·Wᵀ: four features of four rows (eight with WIDE), a layer for each of these features.
uniform sampler2DArray even, odd; // dgates
uniform sampler2DArray weights; // W transposed: inputs (a multiple of 4, or 8) by H
uniform int blocks, hidden; // blocks of four (or eight) inputs
layout(location = 0) out vec4 dx0;
layout(location = 1) out vec4 dx1;
layout(location = 2) out vec4 dx2;
layout(location = 3) out vec4 dx3;
#ifdef WIDE
layout(location = 4) out vec4 dx4;
layout(location = 5) out vec4 dx5;
layout(location = 6) out vec4 dx6;
layout(location = 7) out vec4 dx7;
const int span = 8;
#else
const int span = 4;
#endif

vec4 dots(ivec2 at, int offset, vec4 i, vec4 f, vec4 g, vec4 o) {
  vec4 w = texelFetch(weights, ivec3(at.x + offset, at.y, 0), 0);
  return i * w.x + f * w.y + g * w.z + o * w.w;
}

void add(sampler2DArray gates, ivec2 at, ivec2 column) {
  vec4 i = texelFetch(gates, ivec3(at, 0), 0);
  vec4 f = texelFetch(gates, ivec3(at, 1), 0);
  vec4 g = texelFetch(gates, ivec3(at, 2), 0);
  vec4 o = texelFetch(gates, ivec3(at, 3), 0);
  dx0 += dots(column, 0, i, f, g, o);
  dx1 += dots(column, 1, i, f, g, o);
  dx2 += dots(column, 2, i, f, g, o);
  dx3 += dots(column, 3, i, f, g, o);
#ifdef WIDE
  dx4 += dots(column, 4, i, f, g, o);
  dx5 += dots(column, 5, i, f, g, o);
  dx6 += dots(column, 6, i, f, g, o);
  dx7 += dots(column, 7, i, f, g, o);
#endif
}

void main() {
  Texel texel = texelHere(blocks);
  dx0 = dx1 = dx2 = dx3 = vec4(0.0);
#ifdef WIDE
  dx4 = dx5 = dx6 = dx7 = vec4(0.0);
#endif
  if (!texel.used) return;
  ivec2 at = place(texel.t >> 1, hidden) + ivec2(0, texel.group);
  ivec2 column = ivec2(span * texel.feature, 0);
  if ((texel.t & 1) == 0) for (; column.y < hidden; column.y++, at.x++) add(even, at, column);
  else for (; column.y < hidden; column.y++, at.x++) add(odd, at, column);
}
