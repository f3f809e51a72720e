#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;

/*
 * Tensors stand in textures of one float a texel, row after row. Their view is (texels in a row, offset
 * of the first element); a shader reads and writes by flat index.
 */
float read(sampler2D tensor, ivec2 view, int index) {
  int at = index + view.y;
  return texelFetch(tensor, ivec2(at % view.x, at / view.x), 0).x;
}

/* The flat index that this fragment writes, where a row of the output has `width` texels. */
int flatIndex(int width) {
  ivec2 at = ivec2(gl_FragCoord.xy);
  return at.y * width + at.x;
}

/* An element of a matrix: no division where its rows are the texture's. */
float readAt(sampler2D matrix, ivec2 view, int row, int column, int columns) {
  if (view.x == columns && view.y == 0) return texelFetch(matrix, ivec2(column, row), 0).x;
  return read(matrix, view, row * columns + column);
}

/* (column, row) of the element that this fragment writes of a matrix with so many columns. */
ivec2 elementHere(int width, int columns) {
  if (width == columns) return ivec2(gl_FragCoord.xy);
  int index = flatIndex(width);
  int row = index / columns;
  return ivec2(index - row * columns, row);
}

/* The element at this fragment's own index: no division where both are laid out alike. */
float readHere(sampler2D tensor, ivec2 view, int width) {
  if (view.x == width && view.y == 0) return texelFetch(tensor, ivec2(gl_FragCoord.xy), 0).x;
  return read(tensor, view, flatIndex(width));
}

/* exp of a large positive number is not defined on every device: only negative ones are used. */
float sigmoid(float x) {
  float e = exp(-abs(x));
  return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
}
