// A tensor [B,T,F] as a surface. With `ones`, feature F is 1: the row of weights that it meets is the bias.
uniform sampler2D x;
uniform ivec2 xView;
uniform int features, tileWidth;
uniform bool ones;
layout(location = 0) out vec4 rows;

float element(int row, int t, int feature) {
  return row < batch ? readAt(x, xView, row * time + t, feature, features) : 0.0;
}

void main() {
  Texel texel = texelHere(tileWidth);
  rows = vec4(ones && texel.feature == features ? 1.0 : 0.0);
  if (!texel.used || texel.feature >= features) return;
  int row = 4 * texel.group;
  rows.x = element(row, texel.t, texel.feature);
  rows.y = element(row + 1, texel.t, texel.feature);
  rows.z = element(row + 2, texel.t, texel.feature);
  rows.w = element(row + 3, texel.t, texel.feature);
}
