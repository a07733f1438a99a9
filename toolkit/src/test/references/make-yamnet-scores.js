// Writes yamnet-scores.csv: what another runtime (npm's onnxruntime-node) gives for windows of jfk.wav.
//   npm install onnxruntime-node@1.23.2 && node make-yamnet-scores.js MODELS_FOLDER jfk.wav > yamnet-scores.csv
// The model has 8-bit weights, so runtimes may fuse and round it differently: only scores are written
// that agree within 0.004 with and without the runtime's own optimisation.
const ort = require('onnxruntime-node');
const fs = require('fs');
const [models, file] = process.argv.slice(2);

(async () => {
  const path = models + '/audio_tagging/yamnet.onnx';
  const fused = await ort.InferenceSession.create(path, { intraOpNumThreads: 1 });
  const plain = await ort.InferenceSession.create(path, {
    intraOpNumThreads: 1, graphOptimizationLevel: 'disabled' });
  const labels = fs.readFileSync(models + '/audio_tagging/yamnet_labels_521.txt', 'utf8').split('\n');
  const bytes = fs.readFileSync(file);
  const data = bytes.indexOf('data') + 8;
  const samples = Float32Array.from({ length: (bytes.length - data) >> 1 },
    (_, i) => bytes.readInt16LE(data + 2 * i) / 32768);
  console.log('time_s;label;score');
  for (let at = 0; at + 15600 <= samples.length; at += 7680) {
    const input = { waveform_binary: new ort.Tensor('float32', samples.slice(at, at + 15600), [15600]) };
    const score = (await fused.run(input))[fused.outputNames[0]].data;
    const other = (await plain.run(input))[plain.outputNames[0]].data;
    score.forEach((s, i) => {
      if (s >= 0.02 && Math.abs(s - other[i]) < 0.004) {
        console.log([at / 16000, labels[i], s.toFixed(5)].join(';'));
      }
    });
  }
})();
