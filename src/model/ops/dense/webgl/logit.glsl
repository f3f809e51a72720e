// logits[b] = Σ features[b, f] · kernel[f] + bias
uniform sampler2D features; // [B,F]
uniform ivec2 featuresView;
uniform sampler2D kernel; // [F,1]
uniform ivec2 kernelView;
uniform sampler2D bias; // [1]
uniform ivec2 biasView;
uniform int width, batch, inputs;
layout(location = 0) out float logit;

void main() {
  int row = flatIndex(width);
  logit = 0.0;
  if (row >= batch) return;
  logit = read(bias, biasView, 0);
  for (int f = 0; f < inputs; f++)
    logit += read(features, featuresView, row * inputs + f) * read(kernel, kernelView, f);
}
