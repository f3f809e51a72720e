// y = counterBits(n) < threshold ? x / keepProb : 0; the bits are those of helpers/counter.ts.

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) thread: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let given = call; // copied once, as loads cost more than arithmetic
  for (var n = thread.x; n < given.count; n += groups.x * 256u) {
    let bits = mix32(mix32(n + given.key0) ^ given.key1);
    y[n] = select(0f, x[n] / given.keepProb, bits < given.threshold);
  }
}

fn mix32(x: u32) -> u32 {
  var h = x;
  h = (h ^ (h >> 16u)) * 0x21f0aaadu;
  h = (h ^ (h >> 15u)) * 0xd35a2d97u;
  return h ^ (h >> 15u);
}
