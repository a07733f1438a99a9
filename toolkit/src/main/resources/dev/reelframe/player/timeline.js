// A lane for each table over seconds; a window of it that can be zoomed.
const LANE = 20;
const NAMES = 150;
const HEAD = 22;
const LINES = 4;

class Timeline {
  constructor(model, host, canvas, tip, seek) {
    Object.assign(this, {model, host, canvas, tip, seek});
    this.from = 0;
    this.to = Math.max(model.duration, 0.001);
    this.time = 0;
    this.lanes = this.sorted();
    this.stack();
    canvas.addEventListener('mousemove', e => this.hover(e));
    canvas.addEventListener('mouseleave', () => { tip.hidden = true; });
    canvas.addEventListener('click', e => {
      if (e.offsetX >= this.names()) this.seek(this.timeAt(e.offsetX));
    });
    canvas.addEventListener('wheel', e => {
      if (!e.ctrlKey) return;
      e.preventDefault();
      this.zoom(e.deltaY < 0 ? 1.25 : 0.8, this.timeAt(e.offsetX));
    }, {passive: false});
  }

  sorted() {
    const lanes = new Map();
    for (const row of this.model.rows) {
      const key = row.table.name + (this.model.runs.length > 1 ? ' ' + 'AB'[row.side] : '');
      if (!lanes.has(key)) lanes.set(key, []);
      lanes.get(key).push(row);
    }
    const order = this.model.first.tables.map(t => t.name);
    const place = key => order.indexOf(key.replace(/ [AB]$/, ''));
    return [...lanes.entries()].sort((a, b) => place(a[0]) - place(b[0]) || (a[0] < b[0] ? -1 : 1));
  }

  // Rows that hold at the same time stand one below the other; what finds no place shares the last line.
  stack() {
    let top = HEAD;
    for (const lane of this.lanes) {
      const until = [];
      for (const row of lane[1]) {
        let line = until.findIndex(end => end <= row.start + EPSILON);
        if (line < 0) line = Math.min(until.length, LINES - 1);
        until[line] = Math.max(row.end, until[line] ?? 0);
        row.line = line;
      }
      lane.top = top;
      lane.height = LANE * (lane[1][0].table.curve ? 1 : until.length);
      top += lane.height;
    }
    this.height = top + 4;
  }

  names() {
    return Math.min(NAMES, 0.3 * this.canvas.clientWidth);
  }

  timeAt(x) {
    const width = this.canvas.clientWidth - this.names();
    return Math.min(this.model.duration, Math.max(0, this.from + (x - this.names()) / width * (this.to - this.from)));
  }

  zoom(factor, about) {
    const length = Math.min(this.model.duration, Math.max(0.5, (this.to - this.from) / factor));
    const share = (about - this.from) / (this.to - this.from);
    this.from = Math.max(0, Math.min(this.model.duration - length, about - share * length));
    this.to = this.from + length;
    this.draw(this.time);
  }

  whole() {
    this.from = 0;
    this.to = this.model.duration;
    this.draw(this.time);
  }

  draw(time) {
    this.time = time;
    if (time < this.from || time > this.to) {
      const length = this.to - this.from;
      this.from = Math.max(0, Math.min(this.model.duration - length, time - 0.1 * length));
      this.to = this.from + length;
    }
    const ratio = window.devicePixelRatio || 1;
    const width = this.host.clientWidth;
    const {height} = this;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.height = height + 'px';
    }
    const g = this.canvas.getContext('2d');
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink');
    const line = style.getPropertyValue('--line');
    const left = this.names();
    const x = t => left + (t - this.from) / (this.to - this.from) * (width - left);
    g.font = '11px system-ui, sans-serif';
    this.axis(g, x, ink, line, height);
    for (const lane of this.lanes) {
      const [name, rows] = lane;
      const {top} = lane;
      g.fillStyle = ink;
      g.fillText(clipped(g, name.replaceAll('_', ' '), left - 10), 6, top + 14);
      g.save();
      g.beginPath();
      g.rect(left, top, width - left, lane.height);
      g.clip();
      const curve = rows[0].table.curve;
      if (curve) this.curve(g, rows, curve, x, top);
      else for (const row of rows) this.block(g, row, x, top + LANE * row.line, ink);
      g.restore();
    }
    g.fillStyle = style.getPropertyValue('--hot');
    g.fillRect(Math.round(x(time)), 0, 2, height);
  }

  // Faint ground and a strong edge, as in the report's pictures: the words on it stay readable, light or dark.
  block(g, row, x, top, ink) {
    if (row.end < this.from || row.start > this.to) return;
    const {label} = row;
    const from = x(row.start);
    const width = row.isMoment ? 3 : Math.max(2, x(row.end) - from - 1);
    g.fillStyle = colour(label || row.table.name);
    g.globalAlpha = row.isMoment ? 1 : 0.32;
    g.fillRect(from, top + 3, width, LANE - 6);
    g.globalAlpha = 1;
    g.fillRect(from, top + 3, Math.min(width, 2), LANE - 6);
    if (width > 24) {
      g.fillStyle = ink;
      g.fillText(clipped(g, label, width - 8), from + 5, top + 14);
    }
  }

  // A number that holds for each row's stretch, on the scale that the page brings with it.
  curve(g, rows, {column: name, low, high}, x, top) {
    const at = column(rows[0].table, name);
    g.fillStyle = colour(rows[0].table.name);
    for (const row of rows) {
      const value = row.cells[at];
      if (value == null || row.end < this.from || row.start > this.to) continue;
      const height = high > low ? (value - low) / (high - low) * (LANE - 5) : LANE / 2;
      const width = row.isMoment ? 2 : x(row.end) - x(row.start);
      g.globalAlpha = 0.3;
      g.fillRect(x(row.start), top + LANE - 2 - height, width, height);
      g.globalAlpha = 1;
      g.fillRect(x(row.start), top + LANE - 3 - height, width, 1.5);
    }
  }

  axis(g, x, ink, line, height) {
    const span = this.to - this.from;
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find(s => span / s <= 9) ?? 1800;
    for (let t = Math.ceil(this.from / step) * step; t <= this.to + 1e-9; t += step) {
      g.fillStyle = line;
      g.fillRect(x(t), HEAD - 6, 1, height);
      g.fillStyle = ink;
      g.fillText(step < 1 ? t.toFixed(1) + ' s' : span > 120 ? clock(t).slice(0, -3) : Math.round(t) + ' s', x(t) + 3, 12);
    }
  }

  hover(e) {
    const lane = this.lanes.find(l => l.top <= e.offsetY && e.offsetY < l.top + l.height);
    const time = this.timeAt(e.offsetX);
    const near = 3 * (this.to - this.from) / this.canvas.clientWidth;
    const row = lane && e.offsetX >= this.names()
      ? lane[1].find(r => (lane[1][0].table.curve || lane.top + LANE * (r.line + 1) > e.offsetY) && (r.isMoment ? Math.abs(r.start - time) < near : r.start <= time && time < r.end)) : null;
    this.tip.hidden = !row;
    if (!row) return;
    this.tip.textContent = (row.isMoment ? clock(row.start) : clock(row.start) + '–' + clock(row.end)) + ' ' + row.text;
    this.tip.style.left = Math.min(e.offsetX + 12, this.canvas.clientWidth - 220) + 'px';
    this.tip.style.top = e.offsetY - this.host.scrollTop + 14 + 'px';
  }
}

function clipped(g, text, width) {
  if (g.measureText(text).width <= width) return text;
  let end = Math.max(1, Math.floor(text.length * width / g.measureText(text).width));
  while (end > 0 && g.measureText(text.slice(0, end) + '…').width > width) end--;
  return end > 0 ? text.slice(0, end) + '…' : '';
}
