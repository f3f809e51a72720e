// One timestep backwards: gradients by the four gates (before their sigmoid or tanh) of one unit for four
// rows, and the gradient that the cell state hands on.
uniform sampler2D dy;
uniform sampler2D nextI, nextF, nextG, nextO, nextC; // gradients of the timestep read after this one
uniform sampler2D weights; // U transposed: H by H, a column for each unit that is read
uniform sampler2D gateI, gateF, gateG, gateO, cell, priorC;
uniform int hidden, t;
uniform bool first, last; // of the timesteps in the order of reading
uniform ivec2 dyAt, nextAt, priorAt, origin;
layout(location = 0) out vec4 dI;
layout(location = 1) out vec4 dF;
layout(location = 2) out vec4 dG;
layout(location = 3) out vec4 dO;
layout(location = 4) out vec4 dC;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 at = here - origin;
  dI = dF = dG = dO = dC = vec4(0.0);
  vec4 valid = validRows(at.y, t);
  if (valid == vec4(0.0)) return;
  vec4 dh = texelFetch(dy, dyAt + at, 0);
  vec4 dCell = vec4(0.0);
  if (!last) {
    dCell = texelFetch(nextC, nextAt + at, 0);
    ivec2 source = nextAt + ivec2(0, at.y);
    for (int k = 0; k < hidden; k++) {
      vec4 gates = texelFetch(weights, ivec2(at.x, k), 0);
      dh += texelFetch(nextI, source, 0) * gates.x + texelFetch(nextF, source, 0) * gates.y +
        texelFetch(nextG, source, 0) * gates.z + texelFetch(nextO, source, 0) * gates.w;
      source.x++;
    }
  }
  vec4 i = texelFetch(gateI, here, 0);
  vec4 f = texelFetch(gateF, here, 0);
  vec4 g = texelFetch(gateG, here, 0);
  vec4 o = texelFetch(gateO, here, 0);
  vec4 squashed = tanh4(texelFetch(cell, here, 0));
  vec4 before = first ? vec4(0.0) : texelFetch(priorC, priorAt + at, 0);
  dCell += dh * o * (1.0 - squashed * squashed);
  dI = valid * dCell * g * i * (1.0 - i);
  dF = valid * dCell * before * f * (1.0 - f);
  dG = valid * dCell * i * (1.0 - g * g);
  dO = valid * dh * squashed * o * (1.0 - o);
  dC = valid * dCell * f;
}
