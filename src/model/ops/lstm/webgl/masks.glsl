uniform sampler2D lengths; // [B]
uniform ivec2 lengthsView;

bool isValid(int row, int t) {
  return row < batch && t < int(read(lengths, lengthsView, row));
}

/* 1 for each row of the group that has a word at timestep t. */
vec4 validRows(int group, int t) {
  int row = 4 * group;
  return vec4(isValid(row, t), isValid(row + 1, t), isValid(row + 2, t), isValid(row + 3, t));
}

/* As sigmoid: exp of negative numbers only. */
vec4 sigmoid4(vec4 x) {
  vec4 e = exp(-abs(x));
  return mix(e, vec4(1.0), greaterThanEqual(x, vec4(0.0))) / (1.0 + e);
}

vec4 tanh4(vec4 x) {
  vec4 e = exp(-2.0 * abs(x));
  return sign(x) * (1.0 - e) / (1.0 + e);
}
