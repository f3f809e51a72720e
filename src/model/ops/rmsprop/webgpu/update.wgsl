// RMSProp: a ← ρ·a + (1 − ρ)·g², θ ← θ − rate · g / (√a + ε).
struct Call { count: u32, learningRate: f32, rho: f32, epsilon: f32, l2: f32 }
@group(0) @binding(0) var<uniform> attrs: Call;
@group(0) @binding(1) var<storage, read> parameter: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read> meanSquare: array<f32>;
@group(0) @binding(4) var<storage, read> scale: array<f32>; // [factor, norm]
@group(0) @binding(5) var<storage, read_write> newParameter: array<f32>;
@group(0) @binding(6) var<storage, read_write> newMeanSquare: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let call = attrs; // copied once, as loads cost more than arithmetic
  let factor = scale[0];
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    let theta = parameter[n];
    let g = factor * gradient[n] + call.l2 * theta;
    let a = call.rho * meanSquare[n] + (1f - call.rho) * g * g;
    newMeanSquare[n] = a;
    newParameter[n] = theta - call.learningRate * g / (sqrt(a) + call.epsilon);
  }
}
