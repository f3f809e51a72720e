#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp sampler2DArray;

/*
 * a / b for a ≥ 0 and b > 0, where the result is below 2^22. By way of floats, off by one at the most, and then
 * put right: GPUs have no instruction for it, and what they do instead is slow.
 */
int divide(int a, int b) {
  int quotient = int(float(a) / float(b));
  int rest = a - quotient * b;
  return quotient + int(rest >= b) - int(rest < 0);
}

/*
 * Tensors stand in textures of one float a texel, row after row. Their view is (texels in a row, offset
 * of the first element); a shader reads and writes by flat index.
 *
 * Branches choose where to read, never between two reads: software GPUs carry out both sides of a branch.
 */
ivec2 texelOf(ivec2 view, int index) {
  int at = index + view.y;
  int row = divide(at, view.x);
  return ivec2(at - row * view.x, row);
}

float read(sampler2D tensor, ivec2 view, int index) {
  return texelFetch(tensor, texelOf(view, index), 0).x;
}

/* The flat index that this fragment writes, where a row of the output has `width` texels. */
int flatIndex(int width) {
  ivec2 at = ivec2(gl_FragCoord.xy);
  return at.y * width + at.x;
}

/* An element of a matrix: no division where its rows are the texture's. */
float readAt(sampler2D matrix, ivec2 view, int row, int column, int columns) {
  ivec2 at = ivec2(column, row);
  if (view != ivec2(columns, 0)) at = texelOf(view, row * columns + column);
  return texelFetch(matrix, at, 0).x;
}

/* (column, row) of the element that this fragment writes of a matrix with so many columns. */
ivec2 elementHere(int width, int columns) {
  if (width == columns) return ivec2(gl_FragCoord.xy);
  int index = flatIndex(width);
  int row = divide(index, columns);
  return ivec2(index - row * columns, row);
}

/* The element at this fragment's own index: no division where both are laid out alike. */
float readHere(sampler2D tensor, ivec2 view, int width) {
  ivec2 at = ivec2(gl_FragCoord.xy);
  if (view != ivec2(width, 0)) at = texelOf(view, flatIndex(width));
  return texelFetch(tensor, at, 0).x;
}

/* exp of a large positive number is not defined on every device: only negative ones are used. */
float sigmoid(float x) {
  float e = exp(-abs(x));
  return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
}
