// What the page holds, and the questions one can ask of it. Times are seconds of the container (PTS); intervals are half open.
const EPSILON = 1e-6;

class Model {
  constructor(data) {
    this.runs = data.runs;
    this.first = data.runs[0];
    this.duration = this.first.duration_s;
    this.frames = this.first.frames;
    this.rows = data.runs.flatMap((run, side) => run.tables.flatMap(table => rowsOf(table, side)));
    this.rows.sort((a, b) => a.start - b.start || a.order - b.order);
    this.runs.forEach(run => run.tables.forEach(table => {
      table.tracked = Boolean(table.signal) && column(table.signal, 'track_id') >= 0 && column(table, 'track_id') >= 0;
    }));
    this.masks = this.runs.flatMap((run, side) => run.tables.filter(t => t.signal && column(t.signal, 'mask') >= 0).map(t => masksOf(t, side)));
    this.observed = this.runs.flatMap((run, side) => run.tables.flatMap(table => observations(table, side)));
  }

  // The number of the frame shown at a time, or -1 where the frames' times are not known.
  frameAt(time) {
    return upTo(this.frames, time, frame => frame) - 1;
  }

  // A time inside a frame, so that a seek lands in it whatever the rounding.
  middleOf(frame) {
    const end = frame + 1 < this.frames.length ? this.frames[frame + 1] : this.duration;
    return this.frames[frame] + Math.min(0.4 * (end - this.frames[frame]), 0.02);
  }
}

// How many things of a sorted list are at or before a time.
function upTo(list, time, timeOf) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(list[middle]) <= time + EPSILON) low = middle + 1;
    else high = middle;
  }
  return low;
}

function column(table, name) {
  return table.columns.findIndex(c => c.name === name);
}

function rowsOf(table, side) {
  const at = name => column(table, name);
  const [start, end, time, sure] = ['start_s', 'end_s', 'time_s', 'confidence'].map(at);
  return table.rows.map((cells, order) => {
    const moment = time >= 0 && cells[time] != null ? cells[time] : null;
    const from = moment ?? (start >= 0 ? cells[start] : 0);
    return {
      table, side, order, cells,
      start: from ?? 0,
      end: moment != null ? moment : (end >= 0 ? cells[end] : null) ?? from ?? 0,
      isMoment: moment != null,
      confidence: sure >= 0 ? cells[sure] : null,
      label: labelOf(table, cells),
      text: wording(table, cells),
      box: boxOf(table, cells),
    };
  });
}

// Columns that say where and when stand elsewhere; the rest tells what a row says.
const PLACE = new Set(['start_s', 'end_s', 'time_s', 'frame', 'x_px', 'y_px', 'w_px', 'h_px', 'confidence']);

function wording(table, cells) {
  const parts = [];
  for (const name of table.headline) {
    const value = cells[column(table, name)];
    if (value != null && value !== '') parts.push(String(value));
  }
  table.columns.forEach((c, i) => {
    if (PLACE.has(c.name) || table.headline.includes(c.name) || cells[i] == null || cells[i] === '') return;
    if (parts.length < 14) parts.push(c.name + ' ' + cells[i]);
  });
  return parts.join(' · ');
}

// The first telling cell: what a block of the timeline and a box are named.
function labelOf(table, cells) {
  const name = table.headline.find(n => cells[column(table, n)] != null && cells[column(table, n)] !== '');
  return name ? String(cells[column(table, name)]) : '';
}

function boxOf(table, cells) {
  const places = ['x_px', 'y_px', 'w_px', 'h_px'].map(name => column(table, name));
  if (places.some(i => i < 0 || cells[i] == null)) return null;
  return places.map(i => cells[i]);
}

// The samples of each track that has a row, in the order of time: what is drawn over the frames.
function observations(table, side) {
  const {signal} = table;
  if (!table.tracked) return [];
  const tracks = new Map();
  for (const row of rowsOf(table, side)) {
    const key = row.cells[column(table, 'track_id')];
    if (!tracks.has(key)) tracks.set(key, {table, side, rows: [], samples: []});
    tracks.get(key).rows.push(row);
  }
  const read = sampleReader(signal);
  for (const cells of signal.rows) tracks.get(cells[column(signal, 'track_id')])?.samples.push(read(cells));
  const all = [...tracks.values()];
  for (const track of all) track.samples = onePerMoment(track.samples, track.rows[0].label);
  return all;
}

// A track's samples in order; of two in one frame the one that is named as the track is.
function onePerMoment(samples, label) {
  const sorted = samples.sort((a, b) => a.time - b.time);
  return sorted.filter((s, i) => {
    const twin = sorted[i - 1]?.time === s.time ? sorted[i - 1] : sorted[i + 1]?.time === s.time ? sorted[i + 1] : null;
    return !twin || s.name === label || (twin.name !== label && twin === sorted[i + 1]);
  });
}

function sampleReader(signal) {
  const at = name => column(signal, name);
  const points = signal.columns.filter(c => c.name.endsWith('_x_px')).map(c => ({
    name: c.name.replace(/_x_px$/, ''),
    x: at(c.name),
    y: at(c.name.replace(/_x_px$/, '_y_px')),
    score: at(c.name.replace(/_x_px$/, '_score')),
  })).filter(p => p.y >= 0);
  const label = ['gaze', 'gesture', 'expression'].map(at).find(i => i >= 0) ?? -1;
  const [time, sure, name, yaw, pitch] = ['time_s', 'confidence', 'label', 'gaze_yaw_deg', 'gaze_pitch_deg'].map(at);
  return cells => ({
    time: cells[time],
    box: boxOf(signal, cells),
    name: name >= 0 ? cells[name] : null,
    label: label >= 0 ? cells[label] : null,
    confidence: sure >= 0 ? cells[sure] : null,
    points: points.filter(p => cells[p.x] != null && (p.score < 0 || cells[p.score] > 0.2)).map(p => [cells[p.x], cells[p.y], p.name]),
    gaze: yaw >= 0 && cells[yaw] != null && cells[pitch] != null ? [cells[yaw], cells[pitch]] : null,
  });
}

// Masks of sampled frames: lengths of runs on a square grid, background first.
function masksOf(table, side) {
  const {signal} = table;
  const [time, mask] = ['time_s', 'mask'].map(name => column(signal, name));
  const samples = signal.rows.filter(cells => cells[mask]).map(cells => ({time: cells[time], runs: cells[mask].split(' ').map(Number)}));
  return {table, side, samples};
}

// The mask that stands at a time; none where its sample is too long ago.
function maskAt({samples, table}, time) {
  const last = samples[upTo(samples, time, sample => sample.time) - 1];
  return last && time - last.time <= table.longest_gap_s ? last.runs : null;
}

// A track at a time: the sample of that moment, or what lies between its neighbours; nothing where a sample is missing.
function sampleAt(track, time, longest) {
  const {samples} = track;
  const next = upTo(samples, time, sample => sample.time);
  const before = samples[next - 1];
  const after = samples[next];
  if (!before) return null;
  if (time - before.time < 1e-3) return before;
  if (!after || after.time - before.time > longest || !before.box || !after.box) return null;
  const share = (time - before.time) / (after.time - before.time);
  const mix = (a, b) => a + share * (b - a);
  return {
    time,
    label: before.label,
    confidence: before.confidence,
    box: before.box.map((v, i) => mix(v, after.box[i])),
    points: before.points.flatMap(p => {
      const same = after.points.find(q => q[2] === p[2]);
      return same ? [[mix(p[0], same[0]), mix(p[1], same[1]), p[2]]] : [];
    }),
    gaze: before.gaze && after.gaze ? before.gaze.map((v, i) => mix(v, after.gaze[i])) : null,
  };
}

function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes + ':' + (seconds - 60 * minutes).toFixed(2).padStart(5, '0');
}

// The toolkit's hues, told apart with the common forms of colour blindness as well; the same for a name on every page.
const HUES = ['#4a82d4', '#c4841d', '#2f9a86', '#cf5f5a', '#8d70cf', '#6b9440', '#c2649f', '#7b8798'];

function colour(name) {
  let hash = 7;
  for (const c of String(name)) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  return HUES[hash % HUES.length];
}
