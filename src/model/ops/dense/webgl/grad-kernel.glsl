// dKernel[f] = Σ features[b, f] · dy[b]; without features the bias's gradient, Σ dy[b]
uniform sampler2D features; // [B,F]
uniform ivec2 featuresView;
uniform sampler2D dy; // [B]
uniform ivec2 dyView;
uniform int width, batch, inputs;
uniform bool forBias;
layout(location = 0) out float value;

void main() {
  int f = flatIndex(width);
  value = 0.0;
  if (f >= inputs) return;
  for (int row = 0; row < batch; row++) {
    float x = forBias ? 1.0 : read(features, featuresView, row * inputs + f);
    value += x * read(dy, dyView, row);
  }
}
