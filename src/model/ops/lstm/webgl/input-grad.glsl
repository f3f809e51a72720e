// dx = dgates·Wᵀ: four features of four rows (eight with WIDE), a surface for each of these features.
uniform sampler2D evenI, evenF, evenG, evenO, oddI, oddF, oddG, oddO;
uniform sampler2D weights; // W transposed: inputs (a multiple of 4, or 8) by H
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

vec4 dots(ivec2 at, vec4 i, vec4 f, vec4 g, vec4 o) {
  vec4 w = texelFetch(weights, at, 0);
  return i * w.x + f * w.y + g * w.z + o * w.w;
}

void add(ivec2 at, vec4 i, vec4 f, vec4 g, vec4 o) {
  dx0 += dots(at, i, f, g, o);
  dx1 += dots(at + ivec2(1, 0), i, f, g, o);
  dx2 += dots(at + ivec2(2, 0), i, f, g, o);
  dx3 += dots(at + ivec2(3, 0), i, f, g, o);
#ifdef WIDE
  dx4 += dots(at + ivec2(4, 0), i, f, g, o);
  dx5 += dots(at + ivec2(5, 0), i, f, g, o);
  dx6 += dots(at + ivec2(6, 0), i, f, g, o);
  dx7 += dots(at + ivec2(7, 0), i, f, g, o);
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
  if ((texel.t & 1) == 0) {
    for (; column.y < hidden; column.y++, at.x++)
      add(column, texelFetch(evenI, at, 0), texelFetch(evenF, at, 0), texelFetch(evenG, at, 0), texelFetch(evenO, at, 0));
  } else {
    for (; column.y < hidden; column.y++, at.x++)
      add(column, texelFetch(oddI, at, 0), texelFetch(oddF, at, 0), texelFetch(oddG, at, 0), texelFetch(oddO, at, 0));
  }
}
