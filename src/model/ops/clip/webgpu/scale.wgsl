// scaleAndNorm = [s, n] with n = √Σ squares and s = maxNorm > 0 ? min(1, maxNorm / (n + 1e-6)) : 1.

@compute @workgroup_size(1)
fn main() {
  var sum = 0f;
  for (var k = 0u; k < call.count; k++) {
    sum += squares[k];
  }
  let norm = sqrt(sum);
  scaleAndNorm[0] = select(1f, min(1f, call.maxNorm / (norm + 1e-6)), call.maxNorm > 0f);
  scaleAndNorm[1] = norm;
}
