// Keeps an element where its counter's bits are below the threshold; see helpers/counter.ts.

uint mix32(uint h) {
  h = (h ^ (h >> 16)) * 0x21f0aaadu;
  h = (h ^ (h >> 15)) * 0xd35a2d97u;
  return h ^ (h >> 15);
}

void main() {
  uint bits = mix32(mix32(uint(flatIndex(width)) + key0) ^ key1);
  y = bits < threshold ? readHere(x, xView, width) / keepProb : 0.0;
}
