// The rows as a list that holds only what is in sight: thousands scroll as well as ten.
const ROW = 30;

class RowList {
  constructor(model, host, spacer, count, seek) {
    Object.assign(this, {model, host, spacer, count, seek});
    this.shown = [];
    this.time = 0;
    // Once per picture, however many events a scroll sends.
    host.addEventListener('scroll', () => {
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.paint(); });
    });
  }

  // Keeps the rows that a filter lets through.
  filter(keep) {
    this.shown = this.model.rows.filter(keep);
    this.count.textContent = this.shown.length.toLocaleString('en') + ' of ' + this.model.rows.length.toLocaleString('en') + ' rows';
    this.spacer.style.height = ROW * this.shown.length + 'px';
    this.paint();
  }

  at(time) {
    this.time = time;
    for (const [button, row] of this.painted ?? []) button.classList.toggle('at', holds(row, time));
  }

  paint() {
    const first = Math.max(0, Math.floor(this.host.scrollTop / ROW) - 4);
    const last = Math.min(this.shown.length, first + Math.ceil(this.host.clientHeight / ROW) + 8);
    this.painted = [];
    const items = [this.spacer];
    for (let i = first; i < last; i++) {
      const row = this.shown[i];
      const button = this.button(row, i);
      this.painted.push([button.firstChild, row]);
      items.push(button);
    }
    this.host.replaceChildren(...items);
    this.at(this.time);
  }

  button(row, i) {
    const item = document.createElement('div');
    item.setAttribute('role', 'listitem');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'row';
    button.style.top = ROW * i + 'px';
    const side = this.model.runs.length > 1 ? 'AB'[row.side] + ' ' : '';
    const sure = row.confidence == null ? '' : row.confidence.toFixed(2);
    const when = row.isMoment ? clock(row.start) : clock(row.start) + '–' + clock(row.end);
    for (const [kind, text] of [['when', when], ['of', side + row.table.name], ['what', row.text], ['sure', sure]]) {
      const span = document.createElement('span');
      span.className = kind;
      span.textContent = text;
      button.append(span);
    }
    button.title = row.text;
    button.addEventListener('click', () => this.seek(row.start));
    item.append(button);
    return item;
  }
}

function holds(row, time) {
  return row.isMoment ? Math.abs(row.start - time) < 0.25 : row.start <= time + EPSILON && time + EPSILON < row.end;
}
