// dFeatures[b, f] = dy[b] · kernel[f]
uniform sampler2D kernel; // [F,1]
uniform ivec2 kernelView;
uniform sampler2D dy; // [B]
uniform ivec2 dyView;
uniform int width, batch, inputs;
layout(location = 0) out float value;

void main() {
  int index = flatIndex(width);
  int row = divide(index, inputs);
  value = 0.0;
  if (row < batch) value = read(dy, dyView, row) * read(kernel, kernelView, index - row * inputs);
}
