// The input product of all timesteps: x·W + b, a surface for each gate.
uniform sampler2D x; // tiles of inputs + 1 features or more
uniform sampler2D weights; // H by inputs + 1
uniform int inputs, tileWidth, hidden;
layout(location = 0) out vec4 i;
layout(location = 1) out vec4 f;
layout(location = 2) out vec4 g;
layout(location = 3) out vec4 o;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int column = at.x / hidden;
  ivec2 source = ivec2(column * tileWidth, at.y);
  int unit = at.x - column * hidden;
  i = f = g = o = vec4(0.0);
  for (int k = 0; k <= inputs; k++) {
    vec4 rows = texelFetch(x, source + ivec2(k, 0), 0);
    vec4 gates = texelFetch(weights, ivec2(unit, k), 0);
    i += rows * gates.x;
    f += rows * gates.y;
    g += rows * gates.z;
    o += rows * gates.w;
  }
}
