// Tables and charts of notebook cells in a real browser; `pages.jsh` writes the pages.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {HOSTILE, seriousFaults, visited} from './browser.mjs';

const address = name => 'file://' + join(process.env.PAGES, name);
const cells = (table, column) => table.locator(`tbody td:nth-child(${column})`).allTextContents();

describe('notebook', () => {
  test('sorts, filters and pages over all rows', async t => {
    const {page, faults} = await visited(t, address('tables.html'));
    const frames = page.locator('div.rf').first();
    assert.match(await frames.locator('output').textContent(), /^1–25 of 390 · 24 of \d+ columns/);
    for (let i = 0; i < 15; i++) await frames.getByLabel('Next page').click();
    assert.match(await frames.locator('output').textContent(), /^376–390 of 390/);
    assert.equal((await cells(frames, 2)).at(-1), '389', 'the last frame can be reached');
    const change = frames.getByRole('button', {name: 'change_level', exact: true});
    await change.click();
    await change.click();
    const levels = (await cells(frames, 5)).map(Number);
    assert.deepEqual(levels, [...levels].sort((a, b) => b - a));
    assert.deepEqual((await cells(frames, 2)).slice(0, 3).sort(), ['120', '285', '345'], 'cuts change most');
    await frames.getByLabel('Filter rows').fill('frame>=100 frame<110');
    assert.match(await frames.locator('output').textContent(), /^1–10 of 10 \(of 390\)/);
    assert.deepEqual(faults, []);
  });

  test('chooses columns and copies what is shown as CSV', async t => {
    const {page} = await visited(t, address('tables.html'));
    const text = page.locator('div.rf').nth(1);
    await page.evaluate(() => { Object.defineProperty(navigator, 'clipboard', {value: {writeText: async words => { window.copied = words; }}}); });
    await text.getByText('Columns', {exact: true}).click();
    for (const name of ['x_px', 'y_px', 'w_px', 'h_px', 'track_id', 'kind', 'unread', 'language', 'confidence']) {
      await text.getByLabel(name, {exact: true}).uncheck();
    }
    await text.getByText('Copy as CSV').click();
    assert.equal((await page.evaluate(() => window.copied)).split('\n').slice(0, 2).join('|'), 'start_s,end_s,text|0.4,2,HELLO REELFRAME');
  });

  test('a time cell moves the player of the same clip', async t => {
    const {page, faults} = await visited(t, address('tables.html'));
    const player = page.frames()[1];
    await player.waitForFunction(() => document.getElementById('video').readyState >= 2);
    await page.locator('div.rf').nth(1).locator('button.jump').nth(4).click();
    await player.waitForFunction(() => Math.abs(window.player.time - 4.2) < 1e-6);
    assert.deepEqual(faults, []);
  });

  test('charts say their values where one points at them and follow the page', async t => {
    const inkOf = page => page.evaluate(() => getComputedStyle(document.querySelector('svg text')).fill);
    const light = await visited(t, address('charts.html'));
    const dark = await visited(t, address('charts.html'), {width: 390, height: 844}, 'dark');
    assert.notEqual(await inkOf(light.page), await inkOf(dark.page));
    const tips = await light.page.locator('svg').first().locator('rect title').allTextContents();
    assert.match(tips[0], /^0 s\nloudness_lufs: −\d/);
    assert.ok(await dark.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual([...light.faults, ...dark.faults], []);
  });

  test('runs nothing that a cell or a name of a column says', async t => {
    const {page, faults} = await visited(t, address('hostile.html'));
    assert.deepEqual(await cells(page.locator('div.rf').first(), 1), HOSTILE);
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(faults, []);
  });

  test('has no serious fault of accessibility', async t => {
    for (const name of ['tables.html', 'charts.html']) {
      const {page} = await visited(t, address(name));
      assert.deepEqual(await seriousFaults(page), [], name);
    }
  });
});
