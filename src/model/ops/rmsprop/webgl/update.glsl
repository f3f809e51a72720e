uniform sampler2D parameter, gradient, meanSquare, scale;
uniform ivec2 parameterView, gradientView, meanSquareView, scaleView;
uniform int width;
uniform float learningRate, rho, epsilon, l2;
layout(location = 0) out float newParameter;
layout(location = 1) out float newMeanSquare;

void main() {
  float value = readHere(parameter, parameterView, width);
  float g = read(scale, scaleView, 0) * readHere(gradient, gradientView, width) + l2 * value;
  newMeanSquare = rho * readHere(meanSquare, meanSquareView, width) + (1.0 - rho) * g * g;
  newParameter = value - learningRate * g / (sqrt(newMeanSquare) + epsilon);
}
