// Keeps an element where its counter's bits are below the threshold; see helpers/counter.ts.
uniform sampler2D x;
uniform ivec2 xView;
uniform int width;
uniform uint key0, key1, threshold;
uniform float keepProb;
layout(location = 0) out float value;

uint mix32(uint h) {
  h = (h ^ (h >> 16)) * 0x21f0aaadu;
  h = (h ^ (h >> 15)) * 0xd35a2d97u;
  return h ^ (h >> 15);
}

void main() {
  uint bits = mix32(mix32(uint(flatIndex(width)) + key0) ^ key1);
  value = bits < threshold ? readHere(x, xView, width) / keepProb : 0.0;
}
