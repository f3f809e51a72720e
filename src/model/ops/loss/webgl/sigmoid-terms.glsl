// Of a row of one logit.

float lossOf(int row) {
  float logit = read(logits, logitsView, row);
  float label = read(labels, labelsView, row);
  if (!squared) return max(logit, 0.0) + log(1.0 + exp(-abs(logit))) - label * logit;
  float distance = sigmoid(logit) - label;
  return distance * distance;
}

bool isRight(int row) {
  float logit = read(logits, logitsView, row);
  return read(labels, labelsView, row) > 0.5 ? logit > 0.0 : logit <= 0.0;
}

