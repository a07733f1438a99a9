// Writes vision-references.json: what another runtime (npm's onnxruntime-node) and another
// implementation of resampling and decoding find in frames of bench49.mp4. Numbers only; the
// pictures stay where they are.
//   npm install onnxruntime-node@1.23.2
//   LD_LIBRARY_PATH=(folder of FFMPEG) node make-vision-references.js SHARED_FOLDER FFMPEG > vision-references.json
// FFMPEG is the program of the JavaCV presets, so that the decoded frames are the same bytes.
const ort = require('onnxruntime-node');
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');

const [shared, ffmpeg] = process.argv.slice(2);
const FRAMES = [15, 255, 390, 510, 750, 870, 1110, 1290];
const W = 416, H = 740;
// The models that come along.
const OWN = path.join(__dirname, '../../../../models-default/src/main/resources/dev/reelframe/models/files');

function decode() {
  const select = FRAMES.map((n) => `eq(n,${n})`).join('+');
  const raw = execFileSync(ffmpeg, ['-v', 'error', '-i', path.join(shared, 'media/bench49.mp4'), '-map', '0:v:0', '-vf',
    `select='${select}',scale=${W}:${H}:flags=area:in_color_matrix=bt601:out_range=full,format=bgr24`,
    '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'], { maxBuffer: 1 << 28 });
  return FRAMES.map((frame, i) => ({ frame, data: raw.subarray(i * W * H * 3, (i + 1) * W * H * 3) }));
}

// Mean of a w x h window round (cx, cy); pixels outside the picture count as `outside`.
function mean(data, cx, cy, w, h, channel, outside) {
  const x0 = cx - w / 2, x1 = cx + w / 2, y0 = cy - h / 2, y1 = cy + h / 2;
  let sum = 0;
  for (let y = Math.floor(y0); y < y1; y++) {
    const wy = Math.min(y + 1, y1) - Math.max(y, y0);
    for (let x = Math.floor(x0); x < x1; x++) {
      const wx = Math.min(x + 1, x1) - Math.max(x, x0);
      const inside = x >= 0 && y >= 0 && x < W && y < H;
      sum += wx * wy * (inside ? data[(y * W + x) * 3 + channel] : outside);
    }
  }
  return sum / (w * h);
}

// Box [x, y, w, h] of the picture at width x height; calls put(column, row, blue-green-red index, value).
function resample(data, [x, y, w, h], width, height, outside, put) {
  const sx = w / width, sy = h / height;
  for (let r = 0; r < height; r++) for (let c = 0; c < width; c++) for (let k = 0; k < 3; k++) {
    put(c, r, k, mean(data, x + (c + 0.5) * sx, y + (r + 0.5) * sy, Math.max(1, sx), Math.max(1, sy), k, outside));
  }
}

function iou(a, b) {
  const w = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const h = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  const both = Math.max(0, w) * Math.max(0, h);
  return both / (a[2] * a[3] + b[2] * b[3] - both);
}

const labels = fs.readFileSync(path.join(shared, 'models/objects/coco80.txt'), 'utf8').trim().split('\n');

function boxes(out) {
  const found = [];
  let row = 0;
  for (const stride of [8, 16, 32]) {
    const n = 416 / stride;
    for (let gy = 0; gy < n; gy++) for (let gx = 0; gx < n; gx++, row++) {
      const o = out.subarray(row * 85, row * 85 + 85);
      for (let c = 0; c < 80; c++) {
        const score = o[4] * o[5 + c];
        if (score < 0.1) continue;
        const w = Math.exp(o[2]) * stride, h = Math.exp(o[3]) * stride;
        found.push({ label: labels[c], score, box: [(o[0] + gx) * stride - w / 2, (o[1] + gy) * stride - h / 2, w, h] });
      }
    }
  }
  found.sort((a, b) => b.score - a.score);
  return found.filter((f, i) => !found.slice(0, i).some((g) => !g.gone && g.label === f.label && iou(g.box, f.box) > 0.45 && (f.gone = true)));
}

// SSD-MobileNet over the stretched picture: names and scores as the model has them.
async function ssd(session, data) {
  const input = new Float32Array(300 * 300 * 3), names = fs.readFileSync(path.join(OWN, 'objects/ssd_mobilenet_v2_oid24.txt'), 'utf8').trim().split('\n');
  resample(data, [0, 0, W, H], 300, 300, 0, (c, r, k, v) => { input[(r * 300 + c) * 3 + 2 - k] = v / 127.5 - 1; });
  const out = await session.run({ image: new ort.Tensor('float32', input, [1, 300, 300, 3]) }), found = [];
  for (let a = 0; a < 1917; a++) for (let c = 1; c < 24; c++) {
    const score = out.scores.data[a * 24 + c];
    if (score < 0.4) continue;
    const [l, t, r, b] = [0, 1, 2, 3].map((i) => out.boxes.data[4 * a + i] * (i % 2 ? H : W));
    found.push({ label: names[c], score, box: clip([l, t, r - l, b - t], 1) });
  }
  found.sort((a, b) => b.score - a.score);
  const kept = [];
  for (const f of found) if (!kept.some((k) => k.label === f.label && iou(k.box, f.box) > 0.5)) kept.push(f);
  return kept;
}

const round = (v) => Math.round(v * 1e4) / 1e4;

function clip([x, y, w, h], s) {
  const l = Math.max(0, x * s), t = Math.max(0, y * s);
  return [l, t, Math.min(W, (x + w) * s) - l, Math.min(H, (y + h) * s) - t];
}

(async () => {
  const load = (file) => ort.InferenceSession.create(file, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const yolox = await load(path.join(shared, 'models/objects/yolox_nano.onnx'));
  const movenet = await load(path.join(OWN, 'pose/movenet_lightning.onnx'));
  const selfie = await load(path.join(shared, 'models/segmentation/selfie_segmentation.onnx'));
  const oid = await load(path.join(OWN, 'objects/ssd_mobilenet_v2_oid24.onnx'));
  const run = async (session, tensor) => (await session.run({ [session.inputNames[0]]: tensor }))[session.outputNames[0]].data;
  const out = [];
  for (const { frame, data } of decode()) {
    const scale = Math.max(W / 416, H / 416);
    const planes = new Float32Array(3 * 416 * 416);
    resample(data, [0, 0, 416 * scale, 416 * scale], 416, 416, 114, (c, r, k, v) => { planes[k * 416 * 416 + r * 416 + c] = v; });
    const found = boxes(await run(yolox, new ort.Tensor('float32', planes, [1, 3, 416, 416])))
      .map((f) => ({ label: f.label, score: f.score, box: clip(f.box, scale) }));
    const entry = { frame, objects: found.filter((f) => f.score >= 0.25).map((f) => ({ label: f.label, score: round(f.score), box: f.box.map(round) })) };
    entry.ssd = (await ssd(oid, data)).map((f) => ({ label: f.label, score: round(f.score), box: f.box.map(round) }));
    const person = found.find((f) => f.label === 'person' && f.score >= 0.3);
    if (person) {
      // Four pixels to one, on whole pixels.
      const [x, y, w, h] = person.box, side = 768;
      const left = Math.floor(x + w / 2) - side / 2, top = Math.floor(y + h / 2) - side / 2;
      const pixels = new Int32Array(192 * 192 * 3);
      resample(data, [left, top, side, side], 192, 192, 0, (c, r, k, v) => { pixels[(r * 192 + c) * 3 + 2 - k] = Math.floor(v + 0.5); });
      const k = await run(movenet, new ort.Tensor('int32', pixels, [1, 192, 192, 3]));
      entry.window = [left, top, side, side];
      entry.keypoints = Array.from({ length: 17 }, (_, i) => [left + k[3 * i + 1] * side, top + k[3 * i] * side, k[3 * i + 2]].map(round));
    }
    const rgb = new Float32Array(256 * 256 * 3);
    resample(data, [0, 0, W, H], 256, 256, 0, (c, r, k, v) => { rgb[(r * 256 + c) * 3 + 2 - k] = v / 255; });
    const mask = await run(selfie, new ort.Tensor('float32', rgb, [1, 256, 256, 3]));
    entry.people_ratio = round(mask.filter((p) => p > 0.5).length / mask.length);
    out.push('  ' + JSON.stringify(entry));
  }
  console.log(`[\n${out.join(',\n')}\n]`);
})();
