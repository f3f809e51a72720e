// dx = dgates·Wᵀ: four features of four rows, a surface for each feature of the four.
uniform sampler2D evenI, evenF, evenG, evenO, oddI, oddF, oddG, oddO;
uniform sampler2D weights; // W transposed: inputs (a multiple of 4) by H
uniform int blocks, hidden; // blocks of four inputs
layout(location = 0) out vec4 dx0;
layout(location = 1) out vec4 dx1;
layout(location = 2) out vec4 dx2;
layout(location = 3) out vec4 dx3;

void add(vec4 i, vec4 f, vec4 g, vec4 o, ivec2 at) {
  vec4 w = texelFetch(weights, at, 0);
  dx0 += i * w.x + f * w.y + g * w.z + o * w.w;
  w = texelFetch(weights, at + ivec2(1, 0), 0);
  dx1 += i * w.x + f * w.y + g * w.z + o * w.w;
  w = texelFetch(weights, at + ivec2(2, 0), 0);
  dx2 += i * w.x + f * w.y + g * w.z + o * w.w;
  w = texelFetch(weights, at + ivec2(3, 0), 0);
  dx3 += i * w.x + f * w.y + g * w.z + o * w.w;
}

void main() {
  Texel texel = texelHere(blocks);
  dx0 = dx1 = dx2 = dx3 = vec4(0.0);
  if (!texel.used) return;
  ivec2 source = place(texel.t >> 1, hidden) + ivec2(0, texel.group);
  int column = 4 * texel.feature;
  if ((texel.t & 1) == 0) {
    for (int k = 0; k < hidden; k++) {
      ivec2 at = source + ivec2(k, 0);
      add(texelFetch(evenI, at, 0), texelFetch(evenF, at, 0), texelFetch(evenG, at, 0), texelFetch(evenO, at, 0),
        ivec2(column, k));
    }
  } else {
    for (int k = 0; k < hidden; k++) {
      ivec2 at = source + ivec2(k, 0);
      add(texelFetch(oddI, at, 0), texelFetch(oddF, at, 0), texelFetch(oddG, at, 0), texelFetch(oddO, at, 0),
        ivec2(column, k));
    }
  }
}
