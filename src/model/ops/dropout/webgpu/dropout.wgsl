// out = counterBits(n) < threshold ? x / keepProb : 0; the bits are those of helpers/counter.ts.
struct Call { count: u32, key0: u32, key1: u32, threshold: u32, keepProb: f32 }
@group(0) @binding(0) var<uniform> attrs: Call;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let call = attrs; // copied once, as loads cost more than arithmetic
  for (var n = thread.x; n < call.count; n += groups.x * 256u) {
    let bits = mix32(mix32(n + call.key0) ^ call.key1);
    out[n] = select(0f, x[n] / call.keepProb, bits < call.threshold);
  }
}

fn mix32(x: u32) -> u32 {
  var h = x;
  h = (h ^ (h >> 16u)) * 0x21f0aaadu;
  h = (h ^ (h >> 15u)) * 0xd35a2d97u;
  return h ^ (h >> 15u);
}
