// One timestep backwards: gradients by the four gates (before their sigmoid or tanh) of one unit for four
// rows, and the gradient that the cell state hands on. On devices with too few outputs for TOGETHER each is
// drawn apart, the latter with CARRY.
uniform sampler2DArray dy;
uniform sampler2DArray dh; // from the timestep that is read after this one; see output-grad.glsl
uniform sampler2DArray nextC;
uniform sampler2DArray gates, state, prior;
uniform int t;
uniform int spanBits; // the layers of dh: 2^spanBits units
uniform bool first, last; // of the timesteps in the order of reading
uniform ivec2 dyAt, nextAt, priorAt, origin;
#ifdef CARRY
layout(location = 0) out vec4 dC;
#else
layout(location = 0) out vec4 dI;
layout(location = 1) out vec4 dF;
layout(location = 2) out vec4 dG;
layout(location = 3) out vec4 dO;
#ifdef TOGETHER
layout(location = 4) out vec4 dC;
#endif
#endif

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 at = here - origin;
  vec4 valid = validRows(at.y, t);
  vec4 dOutput = texelFetch(dy, ivec3(dyAt + at, 0), 0);
  vec4 fromNext = texelFetch(dh, ivec3(at.x >> spanBits, at.y, at.x & ((1 << spanBits) - 1)), 0);
  vec4 dCell = texelFetch(nextC, ivec3(nextAt + at, 0), 0);
  if (last) fromNext = dCell = vec4(0.0);
  dOutput += fromNext;
  vec4 f = texelFetch(gates, ivec3(here, 1), 0);
  vec4 o = texelFetch(gates, ivec3(here, 3), 0);
  vec4 squashed = tanh4(texelFetch(state, ivec3(here, 0), 0));
  dCell += dOutput * o * (1.0 - squashed * squashed);
  bvec4 invalid = equal(valid, vec4(0.0));
#if defined(TOGETHER) || defined(CARRY)
  dC = mix(dCell * f, vec4(0.0), invalid);
#endif
#ifndef CARRY
  vec4 i = texelFetch(gates, ivec3(here, 0), 0);
  vec4 g = texelFetch(gates, ivec3(here, 2), 0);
  vec4 before = first ? vec4(0.0) : texelFetch(prior, ivec3(priorAt + at, 0), 0);
  dI = mix(dCell * g * i * (1.0 - i), vec4(0.0), invalid);
  dF = mix(dCell * before * f * (1.0 - f), vec4(0.0), invalid);
  dG = mix(dCell * i * (1.0 - g * g), vec4(0.0), invalid);
  dO = mix(dOutput * squashed * o * (1.0 - o), vec4(0.0), invalid);
#endif
}
