// Writes face-references.json: what another runtime (npm's onnxruntime-node) and another
// implementation of cropping and decoding find in frames of bench49.mp4. Numbers only; the pictures
// stay where they are.
//   npm install onnxruntime-node@1.23.2
//   LD_LIBRARY_PATH=(folder of FFMPEG) node make-face-references.js SHARED_FOLDER FFMPEG > face-references.json
// FFMPEG is the program of the JavaCV presets, so that the decoded frames are the same bytes.
const ort = require('onnxruntime-node');
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');

const [shared, ffmpeg] = process.argv.slice(2);
// A sad face, a man, a dog and no face, a happy face, another man, a woman; all on the 0.2 s grid.
const FRAMES = [12, 210, 390, 600, 1092, 1212];
const W = 720, H = 1280;
const POINTS = [1, 4, 10, 33, 133, 145, 152, 159, 263, 362, 374, 386];
// The models that come along: face_mesh_468.onnx and iris_landmark.onnx.
const OWN = path.join(__dirname, '../../../../models-default/src/main/resources/dev/reelframe/models/files/face');

function decode() {
  const select = FRAMES.map((n) => `eq(n,${n})`).join('+');
  const raw = execFileSync(ffmpeg, ['-v', 'error', '-i', path.join(shared, 'media/bench49.mp4'), '-map', '0:v:0', '-vf',
    `select='${select}',scale=${W}:${H}:flags=bicubic:in_color_matrix=bt601:out_range=full,format=bgr24`,
    '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'], { maxBuffer: 1 << 28 });
  return FRAMES.map((frame, i) => ({ frame, data: raw.subarray(i * W * H * 3, (i + 1) * W * H * 3) }));
}

// Mean of a w x h window round (cx, cy); pixels outside the picture count as 0.
function mean(data, cx, cy, w, h, channel) {
  const x0 = cx - w / 2, x1 = cx + w / 2, y0 = cy - h / 2, y1 = cy + h / 2;
  let sum = 0;
  for (let y = Math.floor(y0); y < y1; y++) {
    const wy = Math.min(y + 1, y1) - Math.max(y, y0);
    for (let x = Math.floor(x0); x < x1; x++) {
      if (x < 0 || y < 0 || x >= W || y >= H) continue;
      sum += (Math.min(x + 1, x1) - Math.max(x, x0)) * wy * data[(y * W + x) * 3 + channel];
    }
  }
  return sum / (w * h);
}

// Value between the centres of four pixels.
function between(data, x, y, channel) {
  const l = Math.floor(x - 0.5), t = Math.floor(y - 0.5), fx = x - 0.5 - l, fy = y - 0.5 - t;
  if (l < 0 || t < 0 || l + 1 >= W || t + 1 >= H) return 0;
  const at = (xx, yy) => data[(yy * W + xx) * 3 + channel];
  return (at(l, t) * (1 - fx) + at(l + 1, t) * fx) * (1 - fy) + (at(l, t + 1) * (1 - fx) + at(l + 1, t + 1) * fx) * fy;
}

const iou = (a, b) => {
  const w = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]), h = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  const both = Math.max(0, w) * Math.max(0, h);
  return both / (a[2] * a[3] + b[2] * b[3] - both);
};

// YuNet over the frame at half size.
async function faces(session, data) {
  const w = W / 2, h = H / 2, iw = 384, ih = 640, input = new Float32Array(3 * iw * ih);
  for (let c = 0; c < 3; c++) for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) input[(c * ih + y) * iw + x] = mean(data, 2 * x + 1, 2 * y + 1, 2, 2, c);
  const out = await session.run({ input: new ort.Tensor('float32', input, [1, 3, ih, iw]) });
  const found = [];
  for (const s of [8, 16, 32]) {
    const cls = out[`cls_${s}`].data, obj = out[`obj_${s}`].data, box = out[`bbox_${s}`].data, kps = out[`kps_${s}`].data, columns = iw / s;
    for (let i = 0; i < cls.length; i++) {
      const clip = (v) => Math.min(1, Math.max(0, v)), score = Math.sqrt(clip(cls[i]) * clip(obj[i]));
      if (score < 0.3) continue;
      const col = i % columns, row = Math.floor(i / columns), bw = Math.exp(box[4 * i + 2]) * s, bh = Math.exp(box[4 * i + 3]) * s;
      const cx = (col + box[4 * i]) * s, cy = (row + box[4 * i + 1]) * s;
      const marks = Array.from({ length: 10 }, (_, k) => 2 * s * ((k % 2 ? row : col) + kps[10 * i + k]));
      found.push({ score, box: [cx - bw / 2, cy - bh / 2, bw, bh].map((v) => 2 * v), marks });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept = [];
  for (const f of found) if (!kept.some((k) => iou(k.box, f.box) > 0.3)) kept.push(f);
  return kept;
}

// The box grown by a share on all sides, scaled into a black square of 112.
function crop(data, [x, y, w, h], share) {
  const [gx, gy, gw, gh] = [x - share * w, y - share * h, w * (1 + 2 * share), h * (1 + 2 * share)];
  const longer = Math.max(gw, gh), cw = Math.round(112 * gw / longer), ch = Math.round(112 * gh / longer);
  const left = Math.floor((112 - cw) / 2), top = Math.floor((112 - ch) / 2), sx = gw / cw, sy = gh / ch;
  const input = new Float32Array(3 * 112 * 112);
  for (let c = 0; c < 3; c++) for (let r = 0; r < ch; r++) for (let k = 0; k < cw; k++) {
    input[(c * 112 + top + r) * 112 + left + k] = mean(data, gx + (k + 0.5) * sx, gy + (r + 0.5) * sy, Math.max(1, sx), Math.max(1, sy), 2 - c);
  }
  return new ort.Tensor('float32', input, [1, 3, 112, 112]);
}

// The mesh in a square of 1.5 times the face, turned so that the eyes are level.
async function mesh(session, iris, data, face) {
  const [x, y, w, h] = face.box, m = face.marks, turn = Math.atan2(m[3] - m[1], m[2] - m[0]);
  const place = square(x + w / 2, y + h / 2, 1.5 * Math.max(w, h), turn);
  const out = await session.run({ image: filled(data, place, 192) });
  const points = Array.from({ length: 468 }, (_, i) => place.at(out.landmarks.data[3 * i] / 192, out.landmarks.data[3 * i + 1] / 192));
  const level = Math.atan2(points[263][1] - points[33][1], points[263][0] - points[33][0]);
  const eyes = [];
  for (const [outer, inner, mirrored] of [[33, 133, false], [263, 362, true]]) eyes.push(await eye(iris, data, points[outer], points[inner], level, mirrored));
  return { presence: out.face_flag.data[0], points, eyes };
}

// A turned square of the picture: where its points lie.
function square(cx, cy, side, turn) {
  return { side, at: (u, v) => [cx + side * ((u - 0.5) * Math.cos(turn) - (v - 0.5) * Math.sin(turn)),
    cy + side * ((u - 0.5) * Math.sin(turn) + (v - 0.5) * Math.cos(turn))] };
}

function filled(data, place, px, mirrored) {
  const taps = Math.min(4, Math.max(1, Math.ceil(place.side / (1.5 * px)))), n = px * taps, input = new Float32Array(px * px * 3);
  for (let r = 0; r < n; r++) for (let k = 0; k < n; k++) for (let c = 0; c < 3; c++) {
    const [x, y] = place.at((k + 0.5) / n, (r + 0.5) / n), column = Math.floor(k / taps);
    input[(Math.floor(r / taps) * px + (mirrored ? px - 1 - column : column)) * 3 + c] += between(data, x, y, 2 - c) / (255 * taps * taps);
  }
  return new ort.Tensor('float32', input, [1, px, px, 3]);
}

// Middle of the iris, and how far the lids are apart in widths of the eye.
async function eye(session, data, outer, inner, turn, mirrored) {
  const place = square((outer[0] + inner[0]) / 2, (outer[1] + inner[1]) / 2, 2.3 * Math.hypot(outer[0] - inner[0], outer[1] - inner[1]), turn);
  const out = await session.run({ input_1: filled(data, place, 64, mirrored) });
  const e = out.output_eyes_contours_and_brows.data, i = out.output_iris.data;
  const apart = (a, b) => Math.hypot(e[3 * a] - e[3 * b], e[3 * a + 1] - e[3 * b + 1]);
  return { iris: place.at((mirrored ? 64 - i[0] : i[0]) / 64, i[1] / 64), opening: (apart(3, 11) + apart(4, 12) + apart(5, 13)) / 3 / apart(0, 8) };
}

const round = (v) => Math.round(v * 1e4) / 1e4;

(async () => {
  const load = (file) => ort.InferenceSession.create(path.join(shared, 'models', file), { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const yunet = await load('face/yunet_n_dynamic.onnx');
  const age = await load('age_gender/faceapi_age_gender.onnx');
  const expression = await load('emotion/faceapi_expression.onnx');
  const own = (file) => ort.InferenceSession.create(path.join(OWN, file), { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const landmarks = await own('face_mesh_468.onnx');
  const iris = await own('iris_landmark.onnx');
  const out = [];
  for (const { frame, data } of decode()) {
    const found = await faces(yunet, data);
    const entry = { frame, faces: found.map((f) => ({ score: round(f.score), box: f.box.map(round), marks: f.marks.map(round) })) };
    const face = found[0];
    if (face && face.score >= 0.75) {
      entry.age_years = round((await age.run({ input: crop(data, face.box, 0.2) })).age.data[0]);
      const probabilities = await expression.run({ input: crop(data, face.box, 0.1) });
      entry.expression = Array.from(probabilities[expression.outputNames[0]].data).map(round);
      const m = await mesh(landmarks, iris, data, face);
      entry.mesh = { presence: round(m.presence), points: POINTS.map((i) => [i, ...m.points[i].map(round)]) };
      entry.eyes = m.eyes.map((e) => ({ iris: e.iris.map(round), opening: round(e.opening) }));
    }
    out.push('  ' + JSON.stringify(entry));
  }
  console.log(`[\n${out.join(',\n')}\n]`);
})();
