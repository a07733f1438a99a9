// Writes reference-outputs.json: what another runtime (npm's onnxruntime-node) gives for inputs that
// ReferenceOutputsTest computes identically.
//   npm install onnxruntime-node@1.23.2
//   node make-references.js MIRROR_FOLDER ../../../../models-default/src/main/resources/dev/reelframe/models/files > reference-outputs.json
const fs = require('fs');
const ort = require('onnxruntime-node');
const path = require('path');

// Integers only, so that every language gives the same picture: a gradient, a checkerboard and a face.
function pixel(x, y, c, w, h) {
  let v = 64 + Math.floor((x * 100) / w) + ((((x >> 4) ^ (y >> 4)) & 1) * 20);
  const disc = (cx, cy, rx, ry) => {
    const dx = (x - cx) * ry, dy = (y - cy) * rx;
    return dx * dx + dy * dy < rx * ry * rx * ry;
  };
  const W = (n) => Math.floor((w * n) / 100), H = (n) => Math.floor((h * n) / 100);
  if (disc(W(50), H(50), W(22) + 1, H(32) + 1)) v = 200 - 25 * c;
  if (disc(W(42), H(42), W(4) + 1, H(3) + 1) || disc(W(58), H(42), W(4) + 1, H(3) + 1)) v = 30;
  if (disc(W(50), H(66), W(9) + 1, H(3) + 1)) v = 90 + 20 * c;
  return v;
}

// A triangle wave in 0..255.
const wave = (i) => Math.abs(((i * 7) % 511) - 255);

function element(spec, i) {
  const s = spec.shape;
  let v;
  if (spec.layout === 'nchw') {
    const [h, w] = [s[2], s[3]];
    v = pixel(i % w, Math.floor(i / w) % h, Math.floor(i / (w * h)) % 3, w, h);
  } else if (spec.layout === 'nhwc') {
    const [h, w] = [s[1], s[2]];
    v = pixel(Math.floor(i / 3) % w, Math.floor(i / (3 * w)) % h, i % 3, w, h);
  } else {
    v = wave(i);
  }
  return spec.low + ((spec.high - spec.low) * v) / 255;
}

function tensor(spec) {
  const n = spec.shape.reduce((a, b) => a * b, 1);
  if (spec.layout === 'constant') {
    return new ort.Tensor('int64', BigInt64Array.from({ length: n }, () => BigInt(spec.low)), spec.shape);
  }
  if (spec.type === 'int32') {
    return new ort.Tensor('int32', Int32Array.from({ length: n }, (_, i) => Math.trunc(element(spec, i))), spec.shape);
  }
  if (spec.type === 'uint8') {
    return new ort.Tensor('uint8', Uint8Array.from({ length: n }, (_, i) => element(spec, i)), spec.shape);
  }
  return new ort.Tensor('float32', Float32Array.from({ length: n }, (_, i) => element(spec, i)), spec.shape);
}

const picture = (name, shape, layout, low, high, type) => ({ name, type: type || 'float32', shape, layout, low, high });
const flat = (name, shape, low, high) => ({ name, type: 'float32', shape, layout: 'wave', low, high });
const silero = [flat('input', [1, 576], -0.5, 0.5), flat('state', [2, 1, 128], -0.2, 0.2),
  { name: 'sr', type: 'int64', shape: [], layout: 'constant', low: 16000, high: 16000 }];

const cases = [
  ['yolox_nano', 'objects/yolox_nano.onnx', [picture('images', [1, 3, 416, 416], 'nchw', 0, 255)]],
  ['yunet', 'face/yunet_n_dynamic.onnx', [picture('input', [1, 3, 256, 320], 'nchw', 0, 255)]],
  ['faceapi_age_gender', 'age_gender/faceapi_age_gender_uint8.onnx', [picture('input', [1, 3, 112, 112], 'nchw', 0, 255)]],
  ['faceapi_expression', 'emotion/faceapi_expression_uint8.onnx', [picture('input', [1, 3, 112, 112], 'nchw', 0, 255)]],
  ['ssd_mobilenet_v2', 'objects/ssd_mobilenet_v2_oid24.onnx', [picture('image', [1, 300, 300, 3], 'nhwc', -1, 1)]],
  ['blazeface', 'face/blazeface_back_256.onnx', [picture('image', [1, 256, 256, 3], 'nhwc', -1, 1)]],
  ['face_mesh', 'face/face_mesh_468.onnx', [picture('image', [1, 192, 192, 3], 'nhwc', 0, 1)]],
  ['iris_landmark', 'face/iris_landmark.onnx', [picture('input_1', [1, 64, 64, 3], 'nhwc', 0, 1)]],
  ['movenet', 'pose/movenet_lightning.onnx', [picture('image', [1, 192, 192, 3], 'nhwc', 0, 255, 'int32')]],
  ['face_embedding', 'face/face_embedding.onnx', [picture('input', [1, 3, 150, 150], 'nchw', 0, 255)]],
  ['selfie_segmentation', 'segmentation/selfie_segmentation_fp16.onnx', [picture('input_1', [1, 256, 256, 3], 'nhwc', 0, 1)]],
  ['ppocr_det', 'text/PP-OCRv6_det_small.onnx', [picture('x', [1, 3, 96, 160], 'nchw', -2, 2)]],
  ['ppocr_rec', 'text/PP-OCRv6_rec_small.onnx', [picture('x', [1, 3, 48, 160], 'nchw', -1, 1)]],
  ['silero_vad', 'vad/silero_vad.onnx', silero],
  ['yamnet', 'audio_tagging/yamnet_logmel.onnx', [flat('logmel', [2, 96, 64], -6, 2)]],
  // The decoder multiplies in 8 bits, which differs between kinds of CPU.
  ['whisper_base', 'speech/whisper-base/onnx/encoder_model_quantized.onnx', [flat('input_features', [1, 80, 3000], -1, 1)], 'encoder'],
];

const locate = (file) => process.argv.slice(2).map((folder) => path.join(folder, file)).find((p) => fs.existsSync(p));

const round = (v) => Number(v.toPrecision(7));

(async () => {
  const out = [];
  for (const [model, file, specs, role] of cases) {
    const session = await ort.InferenceSession.create(locate(file), { logSeverityLevel: 3, intraOpNumThreads: 1 });
    const feeds = Object.fromEntries(specs.map((s) => [s.name, tensor(s)]));
    const results = await session.run(feeds);
    const outputs = session.outputNames.map((name) => {
      const { data, dims } = results[name];
      const at = data.length <= 16 ? data.length : 16;
      const indices = Array.from({ length: at }, (_, k) => Math.floor((k * data.length) / at));
      let top = 0, sum = 0;
      data.forEach((v, i) => { sum += v; if (v > data[top]) top = i; });
      return { name, shape: [...dims], mean: round(sum / data.length), top: [top, round(data[top])],
        values: indices.map((i) => [i, round(data[i])]) };
    });
    const lines = (list) => list.map((x) => '      ' + JSON.stringify(x)).join(',\n');
    out.push(`  {\n    "model": "${model}",${role ? `\n    "role": "${role}",` : ''}\n    "inputs": [\n${lines(specs)}\n    ],\n    "outputs": [\n${lines(outputs)}\n    ]\n  }`);
  }
  console.log(`[\n${out.join(',\n')}\n]`);
})();
