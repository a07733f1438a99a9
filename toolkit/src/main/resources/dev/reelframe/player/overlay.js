// Boxes, points and labels drawn over the frame that they belong to.
class Overlay {
  constructor(model, video, canvas) {
    Object.assign(this, {model, video, canvas});
    this.context = canvas.getContext('2d');
    this.shown = true;
    this.filter = () => true;
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
    const scale = canvas.width / model.first.width_px;
    for (const track of model.observed) {
      if (!this.filter(track.table.name, track.side)) continue;
      const row = track.rows.find(r => holds(r, time));
      const sample = row && sampleAt(track, time, track.table.longest_gap_s);
      if (!sample || !sample.box || (sample.confidence ?? 1) < this.least) continue;
      this.item(track.table.name, track.side, sample.box, sample.label ?? row.label, sample.points, scale);
    }
    for (const row of model.rows) {
      if (row.start > time + EPSILON) break;
      if (!row.box || row.table.tracked || row.end <= time + EPSILON || !this.filter(row.table.name, row.side) || (row.confidence ?? 1) < this.least) continue;
      this.item(row.table.name, row.side, row.box, row.label, [], scale);
    }
  }

  item(name, side, box, label, points, scale) {
    const {context} = this;
    const [x, y, w, h] = box.map(v => v * scale);
    const unit = Math.max(1, this.canvas.width / 500);
    context.strokeStyle = context.fillStyle = colour(name, true);
    context.lineWidth = 2 * unit;
    context.setLineDash(side ? [6 * unit, 4 * unit] : []);
    context.strokeRect(x, y, w, h);
    for (const [px, py] of points) {
      context.beginPath();
      context.arc(px * scale, py * scale, 2.5 * unit, 0, 7);
      context.fill();
    }
    if (label != null && label !== '') {
      const text = String(label).slice(0, 60);
      context.font = `${12 * unit}px system-ui, sans-serif`;
      const width = context.measureText(text).width + 6 * unit;
      const top = Math.max(0, y - 16 * unit);
      context.globalAlpha = 0.85;
      context.fillStyle = '#000';
      context.fillRect(x, top, width, 16 * unit);
      context.globalAlpha = 1;
      context.fillStyle = colour(name, true);
      context.fillText(text, x + 3 * unit, top + 12.5 * unit);
    }
    this.drawn.push({name, side, box});
  }
}
