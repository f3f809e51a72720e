// Cell state and output of a timestep from its gates, on devices with too few outputs for step.glsl to write
// them together.
uniform sampler2DArray gates, prior;
uniform int t;
uniform bool first;
uniform ivec2 priorAt, origin;
layout(location = 0) out vec4 c;
layout(location = 1) out vec4 h;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 at = here - origin;
  vec4 valid = validRows(at.y, t);
  vec4 before = first ? vec4(0.0) : texelFetch(prior, ivec3(priorAt + at, 0), 0);
  vec4 kept = texelFetch(gates, ivec3(here, 1), 0) * before;
  c = valid * (kept + texelFetch(gates, ivec3(here, 0), 0) * texelFetch(gates, ivec3(here, 2), 0));
  h = valid * texelFetch(gates, ivec3(here, 3), 0) * tanh4(c);
}
