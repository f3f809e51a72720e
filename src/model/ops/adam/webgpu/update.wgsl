// Adam: m ← β1·m + (1 − β1)·g, v ← β2·v + (1 − β2)·g², θ ← θ − rate · (m / c1) / (√(v / c2) + ε).
struct Call { count: u32, learningRate: f32, beta1: f32, beta2: f32, epsilon: f32, correction1: f32, correction2: f32, l2: f32 }
@group(0) @binding(0) var<uniform> attrs: Call;
@group(0) @binding(1) var<storage, read> parameter: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read> m: array<f32>;
@group(0) @binding(4) var<storage, read> v: array<f32>;
@group(0) @binding(5) var<storage, read> scale: array<f32>; // [factor, norm]
@group(0) @binding(6) var<storage, read_write> newParameter: array<f32>;
@group(0) @binding(7) var<storage, read_write> newM: array<f32>;
@group(0) @binding(8) var<storage, read_write> newV: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let call = attrs; // copied once, as loads cost more than arithmetic
  let factor = scale[0];
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    let theta = parameter[n];
    let g = factor * gradient[n] + call.l2 * theta;
    let mNext = call.beta1 * m[n] + (1f - call.beta1) * g;
    let vNext = call.beta2 * v[n] + (1f - call.beta2) * g * g;
    let root = sqrt(vNext / call.correction2) + call.epsilon;
    newM[n] = mNext;
    newV[n] = vNext;
    newParameter[n] = theta - call.learningRate * (mNext / call.correction1) / root;
  }
}
