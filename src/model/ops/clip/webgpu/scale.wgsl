// out = [s, n] with n = √Σ squares and s = maxNorm > 0 ? min(1, maxNorm / (n + 1e-6)) : 1.
struct Call { count: u32, maxNorm: f32 }
@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> squares: array<f32>; // [K]
@group(0) @binding(2) var<storage, read_write> out: array<f32>; // [2]

@compute @workgroup_size(1)
fn main() {
  var sum = 0f;
  for (var k = 0u; k < call.count; k++) {
    sum += squares[k];
  }
  let norm = sqrt(sum);
  out[0] = select(1f, min(1f, call.maxNorm / (norm + 1e-6)), call.maxNorm > 0f);
  out[1] = norm;
}
