uniform sampler2D parameter, gradient, velocity, scale;
uniform ivec2 parameterView, gradientView, velocityView, scaleView;
uniform int width;
uniform float learningRate, momentum, l2;
layout(location = 0) out float newParameter;
layout(location = 1) out float newVelocity;

void main() {
  float value = readHere(parameter, parameterView, width);
  float g = read(scale, scaleView, 0) * readHere(gradient, gradientView, width) + l2 * value;
  newVelocity = momentum * readHere(velocity, velocityView, width) + g;
  newParameter = value - learningRate * newVelocity;
}
