// Cell state and output of a timestep from its gates, on devices with too few outputs for step.glsl to write
// them together.
uniform sampler2D gateI, gateF, gateG, gateO, priorC;
uniform int t;
uniform bool first;
uniform ivec2 priorAt, origin;
layout(location = 0) out vec4 c;
layout(location = 1) out vec4 h;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 at = here - origin;
  vec4 valid = validRows(at.y, t);
  vec4 before = first ? vec4(0.0) : texelFetch(priorC, priorAt + at, 0);
  c = valid * (texelFetch(gateF, here, 0) * before + texelFetch(gateI, here, 0) * texelFetch(gateG, here, 0));
  h = valid * texelFetch(gateO, here, 0) * tanh4(c);
}
