// Adadelta: a ← ρ·a + (1 − ρ)·g², Δ = g·√(d + ε) / √(a + ε), d ← ρ·d + (1 − ρ)·Δ², θ ← θ − rate·Δ.
struct Call { count: u32, learningRate: f32, rho: f32, epsilon: f32, l2: f32 }
@group(0) @binding(0) var<uniform> attrs: Call;
@group(0) @binding(1) var<storage, read> parameter: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read> accumulatedGradient: array<f32>;
@group(0) @binding(4) var<storage, read> accumulatedDelta: array<f32>;
@group(0) @binding(5) var<storage, read> scale: array<f32>; // [factor, norm]
@group(0) @binding(6) var<storage, read_write> newParameter: array<f32>;
@group(0) @binding(7) var<storage, read_write> newAccumulatedGradient: array<f32>;
@group(0) @binding(8) var<storage, read_write> newAccumulatedDelta: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let call = attrs; // copied once, as loads cost more than arithmetic
  let factor = scale[0];
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    let theta = parameter[n];
    let g = factor * gradient[n] + call.l2 * theta;
    let a = call.rho * accumulatedGradient[n] + (1f - call.rho) * g * g;
    let d = accumulatedDelta[n];
    let delta = g * sqrt(d + call.epsilon) / sqrt(a + call.epsilon);
    newAccumulatedGradient[n] = a;
    newAccumulatedDelta[n] = call.rho * d + (1f - call.rho) * delta * delta;
    newParameter[n] = theta - call.learningRate * delta;
  }
}
