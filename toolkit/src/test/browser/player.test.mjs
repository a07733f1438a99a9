// The player in a real browser: `toolkit/browser-tests` prepares the results and runs this.
import assert from 'node:assert/strict';
import {spawn, execFileSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, test} from 'node:test';
import {HOSTILE, seriousFaults, visited} from './browser.mjs';

const {REELFRAME, RESULTS, CLIP, PAGES, VFR_RESULTS, VFR_CLIP} = process.env;
const servers = new Map();
after(() => {
  for (const {server} of servers.values()) server.kill();
});

// Serves results until all tests are done, the same ones once; a page with what went wrong in it.
async function opened(t, folders, clip, view = {width: 1300, height: 850}) {
  const key = folders.join();
  if (!servers.has(key)) servers.set(key, served(folders, clip));
  return watched(t, await servers.get(key).address, view);
}

function served(folders, clip) {
  const server = spawn(REELFRAME, ['view', ...folders, '--media', clip], {stdio: ['ignore', 'pipe', 'inherit']});
  const address = new Promise((resolve, reject) => {
    let text = '';
    server.stdout.on('data', part => { text += part; const found = /http:\S+/.exec(text); if (found) resolve(found[0]); });
    server.on('exit', () => reject(new Error('the server ended: ' + text)));
  });
  address.catch(() => {});
  return {server, address};
}

async function watched(t, address, view) {
  const {page, faults} = await visited(t, address, view);
  await page.waitForFunction(() => document.getElementById('video').readyState >= 2);
  return {page, faults, address};
}

// Reads plain CSV with quotes.
function csv(file) {
  const rows = [];
  let row = [], cell = '', quoted = false;
  for (const c of readFileSync(file, 'utf8')) {
    if (quoted) { if (c === '"') quoted = false; else cell += c; }
    else if (c === '"') { quoted = true; if (cell) cell += '"'; }
    else if (c === ',') { row.push(cell); cell = ''; }
    else if (c === '\n') { rows.push([...row, cell]); row = []; cell = ''; }
    else if (c !== '\r') cell += c;
  }
  const [head, ...body] = rows;
  return body.map(cells => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

// Samples that lie inside a row of their track, at most 20 of them, spread over the clip.
function samples(folder, name) {
  const rows = csv(join(folder, 'tables', name + '.csv'));
  const all = csv(join(folder, 'tables', name + '.signal.csv')).filter(s => s.track_id !== ''
    && rows.some(r => r.track_id === s.track_id && r.label === s.label && +r.start_s <= +s.time_s && +s.time_s < +r.end_s));
  const step = Math.max(1, Math.floor(all.length / 20));
  return all.filter((s, i) => i % step === 0).slice(0, 20);
}

async function settled(page, time) {
  await page.evaluate(t => new Promise(done => {
    const v = document.getElementById('video');
    v.addEventListener('seeked', () => requestAnimationFrame(done), {once: true});
    window.player.seek(t);
  }), time);
}

async function boxesAreTheRows(t, folder, clip) {
  const {page, faults} = await opened(t, [folder], clip);
  const wanted = samples(folder, 'object_detection');
  assert.ok(wanted.length >= 5, 'the clip shows things');
  for (const s of wanted) {
    await settled(page, +s.time_s);
    const {drawn, shown, frame} = await page.evaluate(() => ({
      drawn: window.player.overlay.drawn.filter(d => d.name === 'object_detection').map(d => d.box),
      shown: document.getElementById('video').currentTime,
      frame: window.player.model.frameAt(window.player.time),
    }));
    const box = [s.x_px, s.y_px, s.w_px, s.h_px].map(Number);
    assert.ok(drawn.some(d => d.every((v, i) => Math.abs(v - box[i]) <= 2)), `a box ${box} at ${s.time_s}, not ${JSON.stringify(drawn)}`);
    const inFrame = await page.evaluate(v => window.player.model.frameAt(v), shown);
    assert.equal(inFrame, frame, 'the video shows the frame that the box belongs to');
  }
  assert.deepEqual(faults, []);
}

describe('player', () => {
  test('draws each box over its own frame', t => boxesAreTheRows(t, RESULTS, CLIP));
  test('draws each box over its own frame where the frame rate varies', t => boxesAreTheRows(t, VFR_RESULTS, VFR_CLIP));

  test('plays, pauses and steps by keys alone', async t => {
    const {page, faults} = await opened(t, [RESULTS], CLIP);
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.getElementById('video').currentTime > 0.3);
    await page.keyboard.press('Space');
    assert.equal(await page.evaluate(() => document.getElementById('video').paused), true);
    await settled(page, 2);
    const at = () => page.evaluate(() => [window.player.model.frameAt(window.player.time), window.player.time]);
    const [frame] = await at();
    await page.keyboard.press('.');
    assert.equal((await at())[0], frame + 1);
    await page.keyboard.press(',');
    await page.keyboard.press(',');
    assert.equal((await at())[0], frame - 1);
    await page.keyboard.press('Home');
    assert.equal((await at())[1], 0);
    await page.keyboard.press('ArrowRight');
    assert.equal((await at())[1], 1);
    await page.keyboard.press('/');
    await page.keyboard.type('astronaut');
    assert.match(await page.textContent('#rows'), /astronaut/i);
    assert.deepEqual(faults, []);
  });

  test('goes where a lane, a row and a link point', async t => {
    const {page, address} = await opened(t, [RESULTS], CLIP);
    const place = await page.evaluate(() => { const l = window.player.timeline; return {x: (l.canvas.clientWidth + l.names()) / 2, y: 40}; });
    await page.click('#timeline', {position: place});
    const length = await page.evaluate(() => window.player.model.duration);
    assert.ok(Math.abs(await page.evaluate(() => window.player.time) - length / 2) < length / 200);
    await page.uncheck('#now');
    await page.selectOption('#table', 'text_overlay');
    const start = await page.evaluate(() => window.player.rows.shown[1].start);
    await page.click('.row >> nth=1');
    assert.equal(await page.evaluate(() => window.player.time), start);
    await page.goto(address + '#t=3.21');
    await page.waitForFunction(() => Math.abs(window.player.time - 3.21) < 1e-6);
  });

  test('keeps few rows in the page however many there are', async t => {
    const {page} = await opened(t, [RESULTS], CLIP);
    await page.uncheck('#now');
    const total = await page.evaluate(() => window.player.rows.shown.length);
    assert.ok(total > 100);
    await page.evaluate(() => { document.getElementById('rows').scrollTop = 1e6; });
    await page.waitForTimeout(200);
    assert.ok(await page.locator('.row').count() < 80);
    assert.match(await page.textContent('#rows'), /\S/);
  });

  test('scrolls a thousand rows without a jump', async t => {
    const folder = join(mkdtempSync(join(tmpdir(), 'player')), 'long');
    cpSync(RESULTS, folder, {recursive: true});
    const table = join(folder, 'tables', 'text_overlay.csv');
    const [head, ...rows] = readFileSync(table, 'utf8').trimEnd().split('\n');
    writeFileSync(table, [head, ...Array.from({length: 1000}, () => rows[0]), ''].join('\n'));
    const {page, faults} = await opened(t, [folder], CLIP);
    await page.uncheck('#now');
    await page.selectOption('#table', 'text_overlay');
    assert.equal(await page.evaluate(() => window.player.rows.shown.length), 1000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
    const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(m => m.name === 'TaskDuration').value;
    const before = await busy();
    const steps = await page.evaluate(async () => {
      const host = document.getElementById('rows');
      const took = [];
      for (let i = 1; i <= 100; i++) {
        const began = performance.now();
        host.scrollTop = i / 100 * host.scrollHeight;
        host.dispatchEvent(new Event('scroll'));
        host.getBoundingClientRect();
        took.push(performance.now() - began);
        await new Promise(requestAnimationFrame);
      }
      return took.sort((a, b) => a - b);
    });
    t.diagnostic(`steps of a scroll: median ${steps[50].toFixed(1)} ms, longest ${steps.at(-1).toFixed(1)} ms`);
    // The page's own processor time, as other work on the machine stretches the wall's.
    const each = 1000 * (await busy() - before) / steps.length;
    t.diagnostic(`processor time of a step: ${each.toFixed(1)} ms`);
    assert.ok(each < 50, each + ' ms');
    assert.deepEqual(faults, []);
  });

  test('draws faces, joints, gazes and keeps to a chosen label', async t => {
    const {page, faults} = await opened(t, [RESULTS], CLIP);
    await settled(page, 2);
    const drawn = () => page.evaluate(() => window.player.overlay.drawn.map(d => ({name: d.name, points: d.points, gaze: d.gaze})));
    const all = await drawn();
    assert.ok(all.some(d => d.name === 'face_detection') && all.some(d => d.name === 'body_pose' && d.points > 4) && all.some(d => d.gaze));
    assert.ok(!all.some(d => d.name === 'face_emotion'), 'a box that stands there already is not drawn twice');
    await page.selectOption('#table', 'object_detection');
    await page.selectOption('#label', 'cup');
    assert.deepEqual(await drawn(), []);
    await settled(page, 4.5);
    assert.deepEqual((await drawn()).map(d => d.name), ['object_detection']);
    assert.deepEqual(faults, []);
  });

  test('shows two runs side by side and says what differs', async t => {
    const folder = join(mkdtempSync(join(tmpdir(), 'player')), 'rerun');
    cpSync(RESULTS, folder, {recursive: true});
    const manifest = JSON.parse(readFileSync(join(folder, 'analysis.json'), 'utf8'));
    manifest.analyzers.find(a => a.name === 'object_detection').provenance.parameters.every_s = '0.125';
    writeFileSync(join(folder, 'analysis.json'), JSON.stringify(manifest));
    const {page, faults} = await opened(t, [RESULTS, folder], CLIP);
    const lanes = await page.evaluate(() => window.player.timeline.lanes.map(l => l[0]));
    assert.ok(lanes.includes('cut_analysis A') && lanes.includes('cut_analysis B'));
    assert.match((await page.locator('#differences li').allTextContents()).join(), /^object_detection\.every_s [0-9.]+ → 0\.125$/);
    assert.deepEqual(faults, []);
  });

  test('lays the masks of people over the frame where one asks for them', async t => {
    const {page, faults} = await opened(t, [RESULTS], CLIP);
    await settled(page, 2);
    // The astronaut's suit is the person's, the sky beside her head is not.
    const covered = () => page.evaluate(() => {
      const {overlay} = window.player;
      const at = (x, y) => overlay.context.getImageData(Math.round(x * overlay.canvas.width), Math.round(y * overlay.canvas.height), 1, 1).data[3] > 60;
      return {suit: at(0.3, 0.85), sky: at(0.08, 0.12)};
    });
    await page.selectOption('#table', 'background_segmentation');
    assert.deepEqual(await covered(), {suit: true, sky: false});
    await page.selectOption('#table', 'cut_analysis');
    assert.deepEqual(await covered(), {suit: false, sky: false});
    await page.check('#masks');
    assert.deepEqual(await covered(), {suit: true, sky: false});
    assert.deepEqual(faults, []);
  });

  test('is light or dark as one likes, also the next time', async t => {
    const {page, address, faults} = await opened(t, [RESULTS], CLIP);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.click('#theme');
    assert.equal(await ground(), light);
    await page.click('#theme');
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.goto(address);
    assert.equal(await ground(), dark);
    assert.match(await page.textContent('#theme'), /dark/);
    assert.deepEqual(faults, []);
  });

  test('runs nothing that a caption, a title or a file name says', async t => {
    const folder = join(mkdtempSync(join(tmpdir(), 'player')), 'hostile');
    cpSync(RESULTS, folder, {recursive: true});
    const table = join(folder, 'tables', 'text_overlay.csv');
    const [head, first] = readFileSync(table, 'utf8').split('\n');
    const text = head.split(',').indexOf('text');
    const line = words => first.split(',').map((c, i) => i === text ? '"' + words.replaceAll('"', '""') + '"' : c).join(',');
    writeFileSync(table, [head, ...HOSTILE.map(line), ''].join('\n'));
    const manifest = JSON.parse(readFileSync(join(folder, 'analysis.json'), 'utf8'));
    manifest.source.file = '<img src=x onerror=window.hit=1>.mp4';
    writeFileSync(join(folder, 'analysis.json'), JSON.stringify(manifest));
    const {page, faults} = await opened(t, [folder], CLIP);
    await page.uncheck('#now');
    await page.selectOption('#table', 'text_overlay');
    await page.evaluate(() => window.player.seek(window.player.rows.shown[0].start + 0.1));
    await page.waitForTimeout(300);
    await page.evaluate(() => { document.getElementById('rows').scrollTop = 0; });
    await page.waitForTimeout(100);
    let shown = await page.textContent('#rows');
    await page.evaluate(() => { document.getElementById('rows').scrollTop = 1e6; });
    await page.waitForTimeout(100);
    shown += await page.textContent('#rows');
    for (const h of HOSTILE) assert.ok(shown.includes(h), 'shown as it is: ' + h);
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(faults, []);
  });

  test('works from an unpacked file without a server', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'player'));
    execFileSync('unzip', ['-q', join(PAGES, 'player.zip')], {cwd: folder});
    const {page, faults} = await watched(t, 'file://' + folder + '/player.html', {width: 390, height: 844});
    await settled(page, 1);
    assert.ok((await page.evaluate(() => window.player.overlay.drawn.length)) > 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scroll on a phone');
    assert.deepEqual(faults, []);
  });

  test('has no serious fault of accessibility', async t => {
    const {page} = await opened(t, [RESULTS], CLIP);
    await page.waitForFunction(() => window.player);
    assert.deepEqual(await seriousFaults(page), []);
  });
});
