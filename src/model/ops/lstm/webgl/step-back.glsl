// One timestep backwards: gradients by the four gates (before their sigmoid or tanh) of one unit for four
// rows, and the gradient that the cell state hands on. Where a device has no fifth output, that one is
// drawn apart (CARRY).
uniform sampler2D dy;
uniform sampler2D dh0, dh1, dh2, dh3; // from the timestep that is read after this one; see output-grad.glsl
uniform sampler2D nextC;
uniform sampler2D gateI, gateF, gateG, gateO, cell, priorC;
uniform int t;
uniform bool first, last; // of the timesteps in the order of reading
uniform ivec2 dyAt, nextAt, priorAt, origin;
#ifndef CARRY
layout(location = 0) out vec4 dI;
layout(location = 1) out vec4 dF;
layout(location = 2) out vec4 dG;
layout(location = 3) out vec4 dO;
#endif
#ifdef TOGETHER
layout(location = 4) out vec4 dC;
#endif
#ifdef CARRY
layout(location = 0) out vec4 dC;
#endif

vec4 fromNext(ivec2 at) {
  ivec2 block = ivec2(at.x >> 2, at.y);
  int which = at.x & 3;
  return which == 0 ? texelFetch(dh0, block, 0)
    : which == 1 ? texelFetch(dh1, block, 0)
    : which == 2 ? texelFetch(dh2, block, 0)
    : texelFetch(dh3, block, 0);
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 at = here - origin;
  vec4 valid = validRows(at.y, t);
  vec4 dh = vec4(0.0);
  vec4 dCell = vec4(0.0);
  vec4 f = vec4(0.0);
  vec4 o = vec4(0.0);
  vec4 squashed = vec4(0.0);
  bool any = valid != vec4(0.0);
  if (any) {
    dh = texelFetch(dy, dyAt + at, 0);
    if (!last) {
      dh += fromNext(at);
      dCell = texelFetch(nextC, nextAt + at, 0);
    }
    f = texelFetch(gateF, here, 0);
    o = texelFetch(gateO, here, 0);
    squashed = tanh4(texelFetch(cell, here, 0));
    dCell += dh * o * (1.0 - squashed * squashed);
  }
#if defined(TOGETHER) || defined(CARRY)
  dC = valid * dCell * f;
#endif
#ifndef CARRY
  dI = dF = dG = dO = vec4(0.0);
  if (!any) return;
  vec4 i = texelFetch(gateI, here, 0);
  vec4 g = texelFetch(gateG, here, 0);
  vec4 before = first ? vec4(0.0) : texelFetch(priorC, priorAt + at, 0);
  dI = valid * dCell * g * i * (1.0 - i);
  dF = valid * dCell * before * f * (1.0 - f);
  dG = valid * dCell * i * (1.0 - g * g);
  dO = valid * dh * squashed * o * (1.0 - o);
#endif
}
