// The page of many clips in a real browser.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {HOSTILE, noSidewaysScroll, seriousFaults, visited} from './browser.mjs';

const {CLIP, REELFRAME, RESULTS, PAGES} = process.env;
const CLIPS = 1000;
let server;
let address;

// A thousand results: a hostile run and its copies, each with a caption of its own.
before(async () => {
  const many = mkdtempSync(join(tmpdir(), 'corpus'));
  const from = join(PAGES, 'hostile');
  const manifest = JSON.parse(readFileSync(join(from, 'analysis.json'), 'utf8'));
  const table = readFileSync(join(from, 'tables', 'text_overlay.csv'), 'utf8');
  for (let i = 0; i < CLIPS; i++) {
    const folder = join(many, 'clip' + String(i).padStart(4, '0'));
    mkdirSync(join(folder, 'tables'), {recursive: true});
    manifest.source.file = i ? `clip ${i}.mp4` : HOSTILE[0] + '.mp4';
    writeFileSync(join(folder, 'analysis.json'), JSON.stringify(manifest));
    copyFileSync(join(from, 'tables', 'text_overlay.schema.json'), join(folder, 'tables', 'text_overlay.schema.json'));
    writeFileSync(join(folder, 'tables', 'text_overlay.csv'), i ? table.split('\n')[0] + `\n1.5,2.5,caption number ${i} of many words,10,20,30,40,0.9\n` : table);
  }
  server = spawn(REELFRAME, ['view', many], {stdio: ['ignore', 'pipe', 'ignore']});
  address = await new Promise((resolve, reject) => {
    let text = '';
    server.stdout.on('data', part => { text += part; const found = /http:\S+/.exec(text); if (found) resolve(found[0]); });
    server.on('exit', () => reject(new Error('the server ended: ' + text)));
  });
});
after(() => server?.kill());

// Pictures are missing here, as the clips are: that is said in the console.
const told = faults => faults.filter(f => !/404/.test(f));

describe('corpus', () => {
  test('finds a word among a thousand clips', async t => {
    const {page, faults} = await visited(t, address);
    assert.match(await page.textContent('#count'), /^1,000 of 1,000 clips/);
    await page.fill('#search', 'number 777');
    assert.match(await page.textContent('#count'), /^1 of 1,000/);
    assert.equal(await page.locator('#clips .hit a').getAttribute('href'), 'clip/777/#t=1.50');
    const took = await page.evaluate(() => ['number', '77', 'words 5', 'caption', ''].map(words => {
      document.getElementById('search').value = words;
      const began = performance.now();
      window.corpus.find();
      return performance.now() - began;
    }));
    t.diagnostic('search, ms: ' + took.map(ms => ms.toFixed(1)));
    assert.ok(took.sort((a, b) => a - b)[2] < 100, 'median of ' + took);
    assert.deepEqual(told(faults), []);
  });

  test('a hit opens the player at its moment', async t => {
    const {page} = await visited(t, address);
    await page.fill('#search', 'number 5');
    await page.locator('#clips .hit a').first().click();
    await page.waitForFunction(() => window.player);
    assert.equal(await page.getAttribute('#all', 'href'), '../../');
    assert.match(page.url(), /clip\/5\/#t=1\.50$/);
  });

  test('runs nothing that a clip says and reads on a phone', async t => {
    const {page, faults} = await visited(t, address, {width: 390, height: 844}, 'dark');
    for (const words of HOSTILE) {
      await page.fill('#search', words);
      assert.match(await page.textContent('#clips li'), /img src=x/, words);
    }
    assert.ok(await noSidewaysScroll(page));
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(told(faults), []);
  });

  test('works from an unpacked file without a server', async t => {
    const results = mkdtempSync(join(tmpdir(), 'corpus'));
    cpSync(RESULTS, join(results, 'sample'), {recursive: true});
    copyFileSync(CLIP, join(results, 'sample.mp4'));
    cpSync(join(PAGES, 'hostile'), join(results, 'hostile'), {recursive: true});
    const unpacked = mkdtempSync(join(tmpdir(), 'corpus'));
    execFileSync(REELFRAME, ['view', results, '--pack', join(unpacked, 'p.zip')]);
    execFileSync('unzip', ['-q', 'p.zip'], {cwd: unpacked});
    const {page, faults} = await visited(t, 'file://' + unpacked + '/clips.html', {width: 390, height: 844});
    await page.fill('#search', 'kaffee');
    assert.match(await page.textContent('#count'), /^1 of 2/);
    assert.ok(await page.evaluate(() => document.querySelector('#clips img').decode().then(() => true)), 'the clip has its picture');
    await page.locator('#clips .hit a').first().click();
    await page.waitForFunction(() => window.player && document.getElementById('video').readyState >= 2);
    const moment = await page.evaluate(() => window.player.time);
    assert.ok(moment > 3.9 && moment < 7, moment + ' s');
    assert.equal(await page.getAttribute('#all', 'href'), '../../clips.html');
    assert.ok(await noSidewaysScroll(page));
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(faults, []);
  });

  test('has no serious fault of accessibility', async t => {
    const {page} = await visited(t, address);
    await page.fill('#search', 'number 77');
    assert.deepEqual(await seriousFaults(page), []);
  });
});
