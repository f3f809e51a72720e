// leftᵀ·dgates over the rows and timesteps of one parity: the four gates of one unit by four features.
uniform sampler2D left; // tiles of `tileWidth` features (a multiple of 4), all timesteps
uniform sampler2D dI, dF, dG, dO; // of one parity
uniform int tileWidth, hidden, parity, tiles;
uniform int shift; // 0, or to the timestep that was read before: −1 or 1
uniform ivec2 origin;
layout(location = 0) out vec4 row0;
layout(location = 1) out vec4 row1;
layout(location = 2) out vec4 row2;
layout(location = 3) out vec4 row3;

vec4 dots(vec4 a, vec4 i, vec4 f, vec4 g, vec4 o) {
  return vec4(dot(a, i), dot(a, f), dot(a, g), dot(a, o));
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy) - origin;
  row0 = row1 = row2 = row3 = vec4(0.0);
  for (int tile = 0; tile < tiles; tile++) {
    int t = 2 * tile + parity + shift;
    if (t < 0 || t >= time) continue;
    ivec2 at = place(tile, hidden) + ivec2(here.x, 0);
    ivec2 source = place(tileOf(t), tileWidth) + ivec2(4 * here.y, 0);
    for (int group = 0; group < groups; group++) {
      vec4 i = texelFetch(dI, at, 0);
      vec4 f = texelFetch(dF, at, 0);
      vec4 g = texelFetch(dG, at, 0);
      vec4 o = texelFetch(dO, at, 0);
      row0 += dots(texelFetch(left, source, 0), i, f, g, o);
      row1 += dots(texelFetch(left, source + ivec2(1, 0), 0), i, f, g, o);
      row2 += dots(texelFetch(left, source + ivec2(2, 0), 0), i, f, g, o);
      row3 += dots(texelFetch(left, source + ivec2(3, 0), 0), i, f, g, o);
      at.y++;
      source.y++;
    }
  }
}
