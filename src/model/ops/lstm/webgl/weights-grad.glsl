// leftᵀ·dgates over the rows and timesteps of one parity: the four gates of one unit by four features (eight
// with WIDE). The timesteps are cut into slices, below one another in the outputs.
uniform sampler2DArray left; // tiles of `tileWidth` features: of all timesteps, or of one parity (`paired`)
uniform sampler2DArray gates; // dgates of one parity
uniform int layer, tileWidth, hidden, parity, tiles, tilesPerSlice, blocks;
uniform int shift; // 0, or to the timestep that was read before: −1 or 1
uniform bool paired;
uniform ivec2 origin;
layout(location = 0) out vec4 row0;
layout(location = 1) out vec4 row1;
layout(location = 2) out vec4 row2;
layout(location = 3) out vec4 row3;
#ifdef WIDE
layout(location = 4) out vec4 row4;
layout(location = 5) out vec4 row5;
layout(location = 6) out vec4 row6;
layout(location = 7) out vec4 row7;
#endif

vec4 dots(ivec2 at, int offset, vec4 i, vec4 f, vec4 g, vec4 o) {
  vec4 a = texelFetch(left, ivec3(at.x + offset, at.y, layer), 0);
  return vec4(dot(a, i), dot(a, f), dot(a, g), dot(a, o));
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy) - origin;
  int slice = divide(here.y, blocks);
  int block = here.y - slice * blocks;
  row0 = row1 = row2 = row3 = vec4(0.0);
#ifdef WIDE
  row4 = row5 = row6 = row7 = vec4(0.0);
  block *= 2;
#endif
  int end = min((slice + 1) * tilesPerSlice, tiles);
  for (int tile = slice * tilesPerSlice; tile < end; tile++) {
    int t = 2 * tile + parity + shift;
    if (t < 0 || t >= time) continue;
    ivec2 at = place(tile, hidden) + ivec2(here.x, 0);
    ivec2 source = place(paired ? t >> 1 : tileOf(t), tileWidth) + ivec2(4 * block, 0);
    for (int group = 0; group < groups; group++) {
      vec4 i = texelFetch(gates, ivec3(at, 0), 0);
      vec4 f = texelFetch(gates, ivec3(at, 1), 0);
      vec4 g = texelFetch(gates, ivec3(at, 2), 0);
      vec4 o = texelFetch(gates, ivec3(at, 3), 0);
      row0 += dots(source, 0, i, f, g, o);
      row1 += dots(source, 1, i, f, g, o);
      row2 += dots(source, 2, i, f, g, o);
      row3 += dots(source, 3, i, f, g, o);
#ifdef WIDE
      row4 += dots(source, 4, i, f, g, o);
      row5 += dots(source, 5, i, f, g, o);
      row6 += dots(source, 6, i, f, g, o);
      row7 += dots(source, 7, i, f, g, o);
#endif
      at.y++;
      source.y++;
    }
  }
}
