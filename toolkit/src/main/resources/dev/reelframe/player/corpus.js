// All clips of a folder: found by their words, each a link to its player, a hit to its moment.
const PAGE = 60;
const HITS = 4;

class Corpus {
  constructor(data) {
    this.get = id => document.getElementById(id);
    this.names = {page: data.page, poster: data.poster};
    this.bare = new Set(data.bare);
    themed(this.get('theme'));
    // Texts in small letters once, not at each key.
    this.clips = data.clips.map((clip, number) => ({
      ...clip, number, low: clip.name.toLowerCase(), lows: clip.texts.map(t => t[1].toLowerCase()),
    }));
    const total = this.clips.reduce((sum, clip) => sum + clip.duration_s, 0);
    this.get('facts').textContent = this.clips.length.toLocaleString('en') + ' clips · ' + (total / 60).toFixed(1) + ' minutes';
    for (const id of ['search', 'order', 'broken']) this.get(id).addEventListener('input', () => { this.most = PAGE; this.find(); });
    this.get('more').addEventListener('click', () => { this.most += PAGE; this.paint(); });
    document.addEventListener('keydown', e => {
      if (e.key !== '/' || e.target.tagName === 'INPUT') return;
      e.preventDefault();
      this.get('search').focus();
    });
    this.most = PAGE;
    this.find();
  }

  // Each word must be in the clip's name or in one of its texts; texts that hold any of them are its hits.
  find() {
    const words = this.get('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const faulty = this.get('broken').checked;
    this.found = [];
    for (const clip of this.clips) {
      if (faulty && !clip.broken) continue;
      if (!words.every(w => clip.low.includes(w) || clip.lows.some(text => text.includes(w)))) continue;
      const hits = words.length ? clip.texts.filter((t, i) => words.some(w => clip.lows[i].includes(w))) : [];
      this.found.push({clip, hits});
    }
    const order = this.get('order').value;
    const value = f => (order === 'hits' ? f.hits.length : f.clip[order] ?? -1);
    this.found.sort((a, b) => (order === 'name' ? 0 : value(b) - value(a)) || a.clip.number - b.clip.number);
    this.paint();
  }

  paint() {
    this.get('clips').replaceChildren(...this.found.slice(0, this.most).map(f => this.card(f)));
    this.get('more').hidden = this.found.length <= this.most;
    this.get('count').textContent = this.found.length.toLocaleString('en') + ' of ' + this.clips.length.toLocaleString('en') + ' clips';
  }

  card({clip, hits}) {
    const item = document.createElement('li');
    const address = 'clip/' + clip.number + '/';
    const page = address + this.names.page;
    const about = document.createElement('div');
    about.append(this.link(page, clip.name));
    const facts = [clip.duration_s.toFixed(1) + ' s', clip.shots ? clip.shots + ' shots' : '', clip.states].filter(Boolean);
    about.append(this.line(facts.join(' · ')));
    for (const [start, text] of (hits.length ? hits : clip.texts).slice(0, hits.length ? HITS : 1)) {
      const line = this.line('', hits.length ? 'hit' : '');
      line.append(this.link(page + '#t=' + start.toFixed(2), start.toFixed(1) + ' s'), ' ', this.words(text));
      about.append(line);
    }
    if (hits.length > HITS) about.append(this.line('and ' + (hits.length - HITS) + ' more'));
    item.append(this.poster(clip, address), about);
    return item;
  }

  // No clip, no picture of it: the place stays dark.
  poster(clip, address) {
    const place = document.createElement('span');
    if (this.bare.has(clip.number)) return place;
    const poster = document.createElement('img');
    poster.loading = 'lazy';
    poster.alt = '';
    poster.addEventListener('error', () => poster.replaceWith(place));
    poster.src = address + this.names.poster;
    return poster;
  }

  link(address, text) {
    const link = document.createElement('a');
    link.href = address;
    link.append(this.words(text));
    return link;
  }

  // Text of another direction keeps to itself.
  words(text) {
    const words = document.createElement('bdi');
    words.textContent = text.length > 160 ? text.slice(0, 159) + '…' : text;
    return words;
  }

  line(text, css) {
    const line = document.createElement('p');
    line.textContent = text;
    if (css) line.className = css;
    return line;
  }
}

const data = JSON.parse(document.getElementById('data-json').textContent);
window.corpus = new Corpus(data);
// The server stops when no page asks for it any more.
if (data.heartbeat) setInterval(() => fetch(data.heartbeat, {method: 'POST'}).catch(() => {}), 15000);
