// Puts the parts together: one clock, the video's, moves all of them.
class Player {
  constructor(data) {
    const get = id => document.getElementById(id);
    this.get = get;
    this.model = new Model(data);
    this.video = get('video');
    const seek = time => this.seek(time);
    this.overlay = new Overlay(this.model, this.video, get('overlay'));
    this.timeline = new Timeline(this.model, get('lanes'), get('timeline'), get('tip'), seek);
    this.rows = new RowList(this.model, get('rows'), get('spacer'), get('count'), seek);
    this.time = 0;
    this.head(data);
    this.controls();
    this.filters();
    this.keys();
    this.open(data);
    new ResizeObserver(() => { this.overlay.fit(); this.show(this.time); }).observe(get('screen'));
    new ResizeObserver(() => this.timeline.draw(this.time)).observe(get('lanes'));
    window.addEventListener('hashchange', () => this.fromHash());
    // A table in the same notebook asks for a moment.
    window.addEventListener('message', e => { if (Number.isFinite(e.data?.seek_s)) this.seek(e.data.seek_s); });
  }

  head(data) {
    document.title = data.title + ' · Reelframe';
    this.get('title').textContent = data.title;
    this.get('facts').textContent = data.facts;
    if (data.differences) this.differences(data.differences);
    if (data.back) Object.assign(this.get('all'), {href: data.back, hidden: false});
    this.get('lanes').setAttribute('aria-valuemax', this.model.duration.toFixed(2));
  }

  // What the second run did otherwise, before what came of it.
  differences(told) {
    const list = this.get('differences');
    list.hidden = false;
    list.append(...(told.length ? told : ['No parameter, version or model differs.']).map(words => {
      const item = document.createElement('li');
      item.textContent = words;
      return item;
    }));
  }

  open({media, clip}) {
    const {video} = this;
    video.addEventListener('error', () => { this.get('missing').hidden = false; });
    video.addEventListener('loadedmetadata', () => {
      this.get('missing').hidden = true;
      this.overlay.fit();
      this.fromHash();
    });
    video.addEventListener('seeked', () => this.show(this.pending ?? video.currentTime));
    video.addEventListener('play', () => { this.pending = null; this.get('play').textContent = 'Pause'; });
    video.addEventListener('pause', () => { this.get('play').textContent = 'Play'; });
    this.get('pick').addEventListener('change', e => {
      if (e.target.files[0]) video.src = URL.createObjectURL(e.target.files[0]);
    });
    const next = video.requestVideoFrameCallback?.bind(video);
    if (next) {
      const frame = (now, about) => { if (!video.paused) this.show(about.mediaTime); next(frame); };
      next(frame);
    } else {
      video.addEventListener('timeupdate', () => this.show(video.currentTime));
    }
    if (clip) video.src = URL.createObjectURL(new Blob([bytesOf(clip.base64)], {type: clip.type}));
    else if (media) video.src = media;
    else this.get('missing').hidden = false;
  }

  // The moment that all parts show.
  show(time) {
    this.time = time;
    const frame = this.model.frameAt(time);
    this.get('clock').textContent = clock(time) + ' of ' + clock(this.model.duration) + (frame >= 0 ? ' · frame ' + frame : '');
    this.get('lanes').setAttribute('aria-valuenow', time.toFixed(2));
    this.get('lanes').setAttribute('aria-valuetext', clock(time));
    this.overlay.draw(frame >= 0 ? this.model.frames[frame] : time);
    this.timeline.draw(time);
    if (this.get('now').checked && Math.abs(time - (this.filteredAt ?? -9)) > 0.04) this.filterRows();
    else this.rows.at(time);
  }

  seek(time) {
    const bounded = Math.min(Math.max(0, time), this.model.duration);
    const frame = this.model.frameAt(bounded);
    this.pending = bounded;
    if (this.video.readyState > 0) this.video.currentTime = frame >= 0 ? Math.max(bounded, this.model.middleOf(frame)) : bounded;
    this.show(bounded);
  }

  step(by) {
    this.video.pause();
    const frame = this.model.frameAt(this.time);
    if (frame < 0) return this.seek(this.time + by / 30);
    const wanted = Math.min(this.model.frames.length - 1, Math.max(0, frame + by));
    this.seek(this.model.frames[wanted]);
  }

  toggle() {
    if (this.video.paused) this.video.play().catch(() => {});
    else this.video.pause();
  }

  controls() {
    const {get} = this;
    get('play').addEventListener('click', () => this.toggle());
    get('back').addEventListener('click', () => this.step(-1));
    get('forth').addEventListener('click', () => this.step(1));
    get('speed').addEventListener('change', e => { this.video.playbackRate = Number(e.target.value); });
    get('boxes').addEventListener('change', e => { this.overlay.shown = e.target.checked; this.show(this.time); });
    get('maskable').hidden = !this.model.masks.length;
    get('masks').addEventListener('change', e => { this.overlay.masked = e.target.checked; this.show(this.time); });
    window.addEventListener('themechange', () => this.timeline.draw(this.time));
    themed(get('theme'));
    get('link').addEventListener('click', () => {
      location.hash = 't=' + this.time.toFixed(2);
      navigator.clipboard?.writeText(location.href).catch(() => {});
    });
  }

  filters() {
    const {get} = this;
    const names = [...new Set(this.model.rows.map(r => r.table.name))];
    get('table').append(new Option('all', ''), ...names.map(n => new Option(n, n)));
    this.labels();
    get('table').addEventListener('input', () => this.labels());
    for (const id of ['table', 'label', 'search', 'confidence', 'now']) get(id).addEventListener('input', () => this.filterRows());
    get('search').addEventListener('focus', () => { get('now').checked = false; this.filterRows(); });
    this.filterRows();
  }

  // The labels of the chosen table, the frequent ones first.
  labels() {
    const {get} = this;
    const table = get('table').value;
    const counts = new Map();
    for (const row of this.model.rows) {
      if (row.label && (!table || row.table.name === table)) counts.set(row.label, (counts.get(row.label) ?? 0) + 1);
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 200);
    get('label').replaceChildren(new Option('all', ''), ...sorted.map(([name, n]) => new Option(name.slice(0, 40) + ' (' + n + ')', name)));
  }

  filterRows() {
    const {get} = this;
    const [table, label] = ['table', 'label'].map(id => get(id).value);
    const words = get('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const least = Number(get('confidence').value) || 0;
    const now = get('now').checked;
    this.filteredAt = this.time;
    Object.assign(this.overlay, {table, least, keep: row => !label || row.label === label});
    this.overlay.draw(this.overlay.time ?? 0);
    this.rows.filter(row => (!table || row.table.name === table)
      && (!label || row.label === label)
      && (least === 0 || (row.confidence ?? 1) >= least)
      && (!now || holds(row, this.time))
      && (!words.length || words.every(w => row.text.toLowerCase().includes(w))));
  }

  keys() {
    document.addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== 'checkbox';
      if (typing) {
        if (e.key === 'Escape') e.target.blur();
        return;
      }
      const act = {
        ' ': () => this.toggle(), 'ArrowLeft': () => this.seek(this.time - 1), 'ArrowRight': () => this.seek(this.time + 1),
        ',': () => this.step(-1), '.': () => this.step(1), 'j': () => this.seek(this.time - 10), 'l': () => this.seek(this.time + 10),
        'k': () => this.toggle(), 'Home': () => this.seek(0), 'End': () => this.seek(this.model.duration), '/': () => this.get('search').focus(),
        '+': () => this.timeline.zoom(1.5, this.time), '-': () => this.timeline.zoom(1 / 1.5, this.time), '0': () => this.timeline.whole(),
      }[e.key];
      if (!act || (e.key === ' ' && e.target.tagName === 'BUTTON')) return;
      e.preventDefault();
      act();
    });
  }

  fromHash() {
    const found = /^#t=([0-9.]+)$/.exec(location.hash);
    this.seek(found ? Number(found[1]) : this.time);
  }
}

function bytesOf(base64) {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

const data = JSON.parse(document.getElementById('data-json').textContent);
window.player = new Player(data);
// The server stops when no page asks for it any more.
if (data.heartbeat) setInterval(() => fetch(data.heartbeat, {method: 'POST'}).catch(() => {}), 15000);
