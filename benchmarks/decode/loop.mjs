// The decode loop of onnxruntime-node over the same two graphs; prints
// milliseconds of every step, then CPU milliseconds per step.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const [folder, layers, heads, width, steps, threads, prompt, modules] = process.argv.slice(2);
const ort = createRequire(modules + '/')('onnxruntime-node');

const options = { intraOpNumThreads: Number(threads), enableMemPattern: false };
const embedder = await ort.InferenceSession.create(folder + '/onnx/embed_tokens.onnx', options);
const decoder = await ort.InferenceSession.create(folder + '/onnx/decoder_model_merged.onnx', options);

const names = [];
for (let layer = 0; layer < Number(layers); layer++) names.push(`${layer}.key`, `${layer}.value`);
let past = {};
for (const name of names) {
  past['past_key_values.' + name] = new ort.Tensor('float32', new Float32Array(0), [1, Number(heads), 0, Number(width)]);
}
let length = 0;

async function advance(tokens) {
  const from = length;
  length += tokens.length;
  const ids = new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length]);
  const { inputs_embeds } = await embedder.run({ input_ids: ids });
  const at = tokens.map((_, i) => BigInt(from + i));
  const result = await decoder.run({
    inputs_embeds,
    attention_mask: new ort.Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
    position_ids: new ort.Tensor('int64', BigInt64Array.from([...at, ...at, ...at]), [3, 1, tokens.length]),
    ...past,
  });
  past = {};
  for (const name of names) past['past_key_values.' + name] = result['present.' + name];
  const vocabulary = result.logits.dims[2];
  const logits = result.logits.data;
  const start = (tokens.length - 1) * vocabulary;
  let best = 0;
  for (let i = 1; i < vocabulary - 1; i++) if (logits[start + i] > logits[start + best]) best = i;
  return best;
}

let next = await advance(prompt.split(',').map(Number));
const times = [];
const before = process.cpuUsage();
for (let step = 1; step < Number(steps); step++) {
  const start = performance.now();
  next = await advance([next]);
  times.push((performance.now() - start).toFixed(4));
}
const used = process.cpuUsage(before);
times.push(((used.user + used.system) / 1000 / times.length).toFixed(4));
console.log(times.join(','));
