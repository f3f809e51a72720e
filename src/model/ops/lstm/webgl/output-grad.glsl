// What the outputs of timestep t get from the timestep that is read after it: dgates·Uᵀ, four units of four
// rows, a surface for each unit of the four.
uniform sampler2D nextI, nextF, nextG, nextO; // dgates of that timestep
uniform sampler2D weights; // U transposed: H (up to a multiple of 4) by H
uniform int hidden, t;
uniform ivec2 nextAt; // where its tile begins
layout(location = 0) out vec4 dh0;
layout(location = 1) out vec4 dh1;
layout(location = 2) out vec4 dh2;
layout(location = 3) out vec4 dh3;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  dh0 = dh1 = dh2 = dh3 = vec4(0.0);
  if (validRows(at.y, t) == vec4(0.0)) return;
  ivec2 source = nextAt + ivec2(0, at.y);
  ivec2 column = ivec2(4 * at.x, 0);
  for (int k = 0; k < hidden; k++) {
    vec4 i = texelFetch(nextI, source, 0);
    vec4 f = texelFetch(nextF, source, 0);
    vec4 g = texelFetch(nextG, source, 0);
    vec4 o = texelFetch(nextO, source, 0);
    vec4 w = texelFetch(weights, column, 0);
    dh0 += i * w.x + f * w.y + g * w.z + o * w.w;
    w = texelFetch(weights, column + ivec2(1, 0), 0);
    dh1 += i * w.x + f * w.y + g * w.z + o * w.w;
    w = texelFetch(weights, column + ivec2(2, 0), 0);
    dh2 += i * w.x + f * w.y + g * w.z + o * w.w;
    w = texelFetch(weights, column + ivec2(3, 0), 0);
    dh3 += i * w.x + f * w.y + g * w.z + o * w.w;
    source.x++;
    column.y++;
  }
}
