uniform sampler2D parameter, gradient, m, v, scale;
uniform ivec2 parameterView, gradientView, mView, vView, scaleView;
uniform int width;
uniform float learningRate, beta1, beta2, epsilon, correction1, correction2, l2;
layout(location = 0) out float newParameter;
layout(location = 1) out float newM;
layout(location = 2) out float newV;

void main() {
  float value = readHere(parameter, parameterView, width);
  float g = read(scale, scaleView, 0) * readHere(gradient, gradientView, width) + l2 * value;
  newM = beta1 * readHere(m, mView, width) + (1.0 - beta1) * g;
  newV = beta2 * readHere(v, vView, width) + (1.0 - beta2) * g * g;
  newParameter = value - learningRate * (newM / correction1) / (sqrt(newV / correction2) + epsilon);
}
