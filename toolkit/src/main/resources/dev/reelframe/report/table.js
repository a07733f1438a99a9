// Makes the tables of this page's cells live: sort, filter, page, choose columns, copy. Without it the plain table stands.
(() => {
  const PAGE = 25;
  const missing = value => value === null || value === '';
  const element = (name, css, text) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  class LiveTable {
    constructor(root) {
      this.root = root;
      this.data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
      this.order = this.data.rows.map((row, i) => i);
      this.hidden = new Set(this.data.columns.map((c, i) => i).slice(this.data.shown));
      this.page = 0;
      this.words = '';
      this.bar = element('div', 'tools');
      this.status = element('output', 'm');
      this.host = root.querySelector('.scroll');
      this.bar.append(this.search(), this.chooser(), this.button('Copy as CSV', () => this.copy()), this.pager(), this.status);
      this.host.before(this.bar);
      this.draw();
    }

    button(words, act) {
      const made = element('button', '', words);
      made.type = 'button';
      made.addEventListener('click', act);
      return made;
    }

    search() {
      const input = element('input');
      input.type = 'search';
      input.placeholder = 'filter: words, confidence>0.5';
      input.setAttribute('aria-label', 'Filter rows');
      input.addEventListener('input', () => { this.words = input.value; this.page = 0; this.sift(); });
      // The notebook has keys of its own.
      input.addEventListener('keydown', e => e.stopPropagation());
      return input;
    }

    chooser() {
      const box = element('details', 'columns');
      const list = element('div');
      const all = this.button('all', () => { this.hidden.clear(); boxes(); this.draw(); });
      const some = this.button('first ' + Math.min(8, this.data.columns.length), () => {
        this.hidden = new Set(this.data.columns.map((c, i) => i).slice(8));
        boxes();
        this.draw();
      });
      list.append(all, some);
      const inputs = this.data.columns.map((column, i) => {
        const label = element('label');
        const input = element('input');
        input.type = 'checkbox';
        input.addEventListener('change', () => { this.hidden[input.checked ? 'delete' : 'add'](i); this.draw(); });
        label.append(input, ' ' + column.name);
        list.append(label);
        return input;
      });
      const boxes = () => inputs.forEach((input, i) => { input.checked = !this.hidden.has(i); });
      boxes();
      box.append(element('summary', '', 'Columns'), list);
      return box;
    }

    pager() {
      const group = element('span', 'pager');
      this.back = this.button('‹', () => { this.page--; this.draw(); });
      this.forth = this.button('›', () => { this.page++; this.draw(); });
      this.back.setAttribute('aria-label', 'Page before');
      this.forth.setAttribute('aria-label', 'Next page');
      group.append(this.back, this.forth);
      return group;
    }

    // Words must be in a row; column>number, <, >=, <=, = compare.
    sift() {
      const {columns, rows} = this.data;
      const tests = this.words.toLowerCase().split(/\s+/).filter(Boolean).map(word => {
        const found = /^([a-z0-9_]+)(>=|<=|>|<|=)(.+)$/.exec(word);
        const at = found ? columns.findIndex(c => c.name.toLowerCase() === found[1]) : -1;
        if (at < 0) return row => row.some(cell => cell !== null && String(cell).toLowerCase().includes(word));
        const [, , sign, wanted] = found;
        return row => {
          if (missing(row[at])) return false;
          if (sign === '=') return String(row[at]).toLowerCase() === wanted;
          const [value, limit] = [Number(row[at]), Number(wanted)];
          return sign === '>' ? value > limit : sign === '<' ? value < limit : sign === '>=' ? value >= limit : value <= limit;
        };
      });
      this.order = rows.map((row, i) => i).filter(i => tests.every(test => test(rows[i])));
      this.sort();
    }

    sort() {
      const {rows} = this.data;
      if (this.by !== undefined) {
        const sign = this.down ? -1 : 1;
        const [at, numeric] = [this.by, this.data.columns[this.by].kind === 'n'];
        const compare = numeric ? (a, b) => a - b : (a, b) => String(a).localeCompare(String(b), 'en', {numeric: true});
        // What is missing comes last, whichever way.
        this.order.sort((a, b) => missing(rows[a][at]) - missing(rows[b][at]) || sign * compare(rows[a][at], rows[b][at]) || a - b);
      } else {
        this.order.sort((a, b) => a - b);
      }
      this.draw();
    }

    // Up, down, and as it was.
    sortBy(column) {
      if (this.by !== column) [this.by, this.down] = [column, false];
      else if (!this.down) this.down = true;
      else this.by = undefined;
      this.page = 0;
      this.sort();
    }

    draw() {
      const pages = Math.max(1, Math.ceil(this.order.length / PAGE));
      this.page = Math.min(Math.max(0, this.page), pages - 1);
      const shown = this.data.columns.map((c, i) => i).filter(i => !this.hidden.has(i));
      const table = element('table');
      const head = element('tr');
      for (const i of shown) head.append(this.header(i));
      table.append(element('thead'), element('tbody'));
      table.tHead.append(head);
      const from = this.page * PAGE;
      for (const r of this.order.slice(from, from + PAGE)) {
        const line = element('tr');
        for (const i of shown) line.append(this.cell(this.data.columns[i], this.data.rows[r][i]));
        table.tBodies[0].append(line);
      }
      this.host.replaceChildren(table);
      this.back.disabled = this.page === 0;
      this.forth.disabled = this.page === pages - 1;
      const count = n => n.toLocaleString('en');
      const of = this.order.length === this.data.total ? '' : ' (of ' + count(this.data.total) + ')';
      const range = this.order.length ? count(from + 1) + '–' + count(Math.min(from + PAGE, this.order.length)) + ' of ' + count(this.order.length) : 'none';
      const left = this.data.rows.length < this.data.total ? '; the page holds the first ' + count(this.data.rows.length) : '';
      this.status.textContent = range + of + left + ' · ' + shown.length + ' of ' + this.data.columns.length + ' columns';
    }

    header(i) {
      const {name, unit, kind, meaning} = this.data.columns[i];
      const cell = element('th', kind);
      cell.scope = 'col';
      const button = this.button('', () => this.sortBy(i));
      const sorted = element('span', '', this.by === i ? (this.down ? ' ▾' : ' ▴') : '');
      sorted.setAttribute('aria-hidden', 'true');
      button.append(element('bdi', '', name), sorted);
      if (meaning) button.title = meaning;
      if (this.by === i) cell.setAttribute('aria-sort', this.down ? 'descending' : 'ascending');
      cell.append(button, element('small', '', unit));
      return cell;
    }

    cell({name, kind, decimals}, value) {
      const cell = element('td', kind);
      if (missing(value)) {
        cell.append(element('span', 'm', '–'));
      } else if (kind === 'n') {
        const text = decimals === undefined ? String(value) : Number(value).toFixed(decimals);
        const shown = text.replace('-', '−');
        if (['start_s', 'end_s', 'time_s'].includes(name)) {
          const jump = this.button(shown, () => this.jump(Number(value)));
          jump.className = 'jump';
          jump.title = 'Show this moment in the player of this notebook';
          cell.append(jump);
        } else {
          cell.textContent = shown;
        }
      } else {
        if (name.endsWith('_hex') && /^#[0-9a-f]{6}$/i.test(value)) {
          const swatch = element('i', 'sw');
          swatch.style.background = value;
          cell.append(swatch);
        }
        const text = String(value);
        cell.append(element('bdi', '', text.length > 160 ? text.slice(0, 159) + '…' : text));
        if (text.length > 160) cell.title = text.slice(0, 2000);
      }
      return cell;
    }

    // The player of the same clip, or the last one where the table names none.
    jump(seconds) {
      const players = [...document.querySelectorAll('iframe.rf-player')];
      const player = players.filter(p => !this.data.clip || p.dataset.clip === this.data.clip).at(-1);
      if (!player) {
        this.status.textContent = 'no player of this clip in the notebook: run.player() shows one';
        return;
      }
      player.contentWindow.postMessage({seek_s: seconds}, '*');
      player.scrollIntoView({block: 'nearest'});
    }

    // All rows that the filter leaves, in their order, with the chosen columns.
    async copy() {
      const shown = this.data.columns.map((c, i) => i).filter(i => !this.hidden.has(i));
      const quoted = value => value === null ? '' : /[",\r\n]/.test(value) || value === '' ? '"' + String(value).replaceAll('"', '""') + '"' : String(value);
      const lines = [shown.map(i => quoted(this.data.columns[i].name)), ...this.order.map(r => shown.map(i => quoted(this.data.rows[r][i])))];
      const text = lines.map(line => line.join(',') + '\n').join('');
      try {
        await navigator.clipboard.writeText(text);
      } catch (e) {
        const area = element('textarea');
        area.value = text;
        this.root.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
      }
      this.status.textContent = 'copied ' + this.order.length.toLocaleString('en') + ' rows';
    }
  }

  for (const root of document.querySelectorAll('div.rf.live:not([data-live])')) {
    root.dataset.live = 'yes';
    new LiveTable(root);
  }
})();
