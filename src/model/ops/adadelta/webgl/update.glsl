uniform sampler2D parameter, gradient, accumulatedGradient, accumulatedDelta, scale;
uniform ivec2 parameterView, gradientView, accumulatedGradientView, accumulatedDeltaView, scaleView;
uniform int width;
uniform float learningRate, rho, epsilon, l2;
layout(location = 0) out float newParameter;
layout(location = 1) out float newGradient;
layout(location = 2) out float newDelta;

void main() {
  float value = readHere(parameter, parameterView, width);
  float g = read(scale, scaleView, 0) * readHere(gradient, gradientView, width) + l2 * value;
  float d = readHere(accumulatedDelta, accumulatedDeltaView, width);
  newGradient = rho * readHere(accumulatedGradient, accumulatedGradientView, width) + (1.0 - rho) * g * g;
  float change = g * sqrt(d + epsilon) / sqrt(newGradient + epsilon);
  newDelta = rho * d + (1.0 - rho) * change * change;
  newParameter = value - learningRate * change;
}
