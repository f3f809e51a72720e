// Of a row of several logits.

int labelOf(int row) {
  return int(read(labels, labelsView, row));
}

float lossOf(int row) {
  int label = labelOf(row);
  vec2 softmax = softmaxOf(row);
  if (!squared) return log(softmax.y) + softmax.x - logitAt(row, label);
  float squares = 0.0;
  for (int k = 0; k < classes; k++) {
    float distance = distanceOf(row, label, k, softmax);
    squares += distance * distance;
  }
  return squares / float(classes);
}

// The first of the highest logits; a NaN is above nothing.
bool isRight(int row) {
  int label = labelOf(row);
  float own = logitAt(row, label);
  bool right = own == own;
  for (int k = 0; k < classes; k++) {
    float other = logitAt(row, k);
    right = right && (k == label || (k < label ? other < own : other <= own));
  }
  return right;
}

