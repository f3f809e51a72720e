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
  int column = columnHere(hidden);
  Gates gates = Gates(vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
  addProduct(gates, x, ivec2(column * tileWidth, at.y), weights, at.x - column * hidden, inputs + 1);
  i = gates.i;
  f = gates.f;
  g = gates.g;
  o = gates.o;
}
