// What is drawn over the frame that it belongs to, and when.

// Tables whose boxes are those of another table once more: drawn where one asks for them.
const REPEATED = new Set(['age_estimation', 'face_emotion', 'product_detection']);
// Their points say it all: a further box round them would hide the picture.
const POINTS_ONLY = new Set(['body_pose', 'eye_tracking']);
const PALE = {'#4a82d4': '#8fb8f5', '#c4841d': '#f2b75c', '#2f9a86': '#6fd6c2', '#cf5f5a': '#ff9d97', '#8d70cf': '#c3aef5', '#6b9440': '#abd67c',
  '#c2649f': '#f0a3d1', '#7b8798': '#c3ccd8'};

class Overlay {
  constructor(model, video, canvas) {
    Object.assign(this, {model, video, canvas});
    this.context = canvas.getContext('2d');
    this.shown = true;
    this.masked = false;
    this.table = '';
    this.keep = () => true;
    this.least = 0;
    this.drawn = [];
  }

  fit() {
    const {video, canvas} = this;
    const ratio = window.devicePixelRatio || 1;
    canvas.style.left = video.offsetLeft + 'px';
    canvas.style.top = video.offsetTop + 'px';
    canvas.style.width = video.clientWidth + 'px';
    canvas.style.height = video.clientHeight + 'px';
    canvas.width = Math.round(video.clientWidth * ratio);
    canvas.height = Math.round(video.clientHeight * ratio);
  }

  // Draws what holds at a time; this.drawn keeps it, in pixels of the clip.
  draw(time) {
    const {model, context, canvas} = this;
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.drawn = [];
    this.time = time;
    if (!this.shown || !model.first.width_px) return;
    this.scale = canvas.width / model.first.width_px;
    this.unit = Math.max(window.devicePixelRatio || 1, canvas.width / 500);
    for (const mask of model.masks) {
      if (!this.masked && this.table !== mask.table.name) continue;
      const runs = maskAt(mask, time);
      if (!runs) continue;
      drawMask(context, runs, colour(mask.table.name), canvas.width, canvas.height);
      this.drawn.push({name: mask.table.name, side: mask.side, mask: true});
    }
    for (const track of model.observed) {
      const row = track.rows.find(r => holds(r, time));
      if (!row || !this.wanted(row)) continue;
      const sample = sampleAt(track, time, track.table.longest_gap_s);
      if (sample?.box && (sample.confidence ?? 1) >= this.least) this.item(row, sample);
    }
    for (const row of model.rows) {
      if (row.start > time + EPSILON) break;
      if (row.box && !row.table.tracked && row.end > time + EPSILON && this.wanted(row)) this.item(row, {box: row.box, points: []});
    }
    this.said(model.rows.filter(r => r.table.name === 'speech_transcription' && holds(r, time) && this.wanted(r)));
  }

  wanted(row) {
    const asked = this.table === row.table.name || (!this.table && !REPEATED.has(row.table.name));
    return asked && (row.confidence ?? 1) >= this.least && this.keep(row);
  }

  item(row, {box, label, points, gaze}) {
    const {context, scale, unit} = this;
    const {name} = row.table;
    context.strokeStyle = context.fillStyle = PALE[colour(name)];
    context.lineWidth = 2 * unit;
    context.setLineDash(row.side ? [6 * unit, 4 * unit] : []);
    const [x, y, w, h] = box.map(v => v * scale);
    const bare = POINTS_ONLY.has(name) && points.length > 0;
    if (!bare) context.strokeRect(x, y, w, h);
    drawSkeleton(context, points, scale, unit);
    if (gaze) drawGaze(context, points, gaze, scale, 1.2 * w);
    const words = label ?? row.label;
    if (!bare && words != null && words !== '') this.chip(String(words), x, y);
    this.drawn.push({name, side: row.side, box, points: points.length, gaze: Boolean(gaze)});
  }

  chip(words, x, y) {
    const {context, unit, canvas} = this;
    const text = words.slice(0, 60);
    context.font = `${12 * unit}px system-ui, sans-serif`;
    const width = context.measureText(text).width + 6 * unit;
    const left = Math.max(0, Math.min(x, canvas.width - width));
    const top = Math.max(0, y - 16 * unit);
    const ink = context.fillStyle;
    context.fillStyle = 'rgba(15, 18, 22, 0.82)';
    context.fillRect(left, top, width, 16 * unit);
    context.fillStyle = ink;
    context.fillText(text, left + 3 * unit, top + 12.5 * unit);
  }

  // What a voice says, as a subtitle of at most two lines: at the foot, or at the head where it would hide a caption.
  said(rows) {
    const {context, unit, canvas, scale} = this;
    if (!rows.length) return;
    const size = Math.max(11 * (window.devicePixelRatio || 1), Math.min(15 * unit, canvas.width / 22));
    const high = 1.45 * size;
    context.font = `${size}px system-ui, sans-serif`;
    const lines = [''];
    for (const word of rows.map(r => r.label).join(' ').split(' ')) {
      const longer = lines.at(-1) ? lines.at(-1) + ' ' + word : word;
      if (context.measureText(longer).width > 0.9 * canvas.width && lines.at(-1)) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    const shown = lines.slice(0, 2);
    const foot = canvas.height - shown.length * high - 6 * unit;
    const hides = this.drawn.some(d => d.name === 'text_overlay' && (d.box[1] + d.box[3]) * scale > foot);
    shown.forEach((line, i) => {
      const width = context.measureText(line).width + 12 * unit;
      const top = (hides ? 6 * unit : foot) + i * high;
      context.fillStyle = 'rgba(15, 18, 22, 0.82)';
      context.fillRect((canvas.width - width) / 2, top, width, high);
      context.fillStyle = '#fff';
      context.fillText(line, (canvas.width - width) / 2 + 6 * unit, top + 1.06 * size);
    });
  }
}
