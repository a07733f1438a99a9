// The report in a real browser.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {HOSTILE, noSidewaysScroll, seriousFaults, visited} from './browser.mjs';

const {PAGES, RESULTS} = process.env;
const report = 'file://' + join(RESULTS, 'report.html');

describe('report', () => {
  test('tells the clip first and reads on a phone', async t => {
    const {page, faults} = await visited(t, report, {width: 390, height: 844});
    assert.deepEqual((await page.locator('h2').allTextContents()).slice(0, 5), ['Seen', 'Heard', 'Written', 'The first three seconds', 'Key moments']);
    assert.ok(await noSidewaysScroll(page));
    const small = await page.evaluate(() => {
      const sizes = [];
      for (const node of document.querySelectorAll('main *')) {
        if (![...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !node.getClientRects().length || node.tagName === 'title') continue;
        const svg = node.closest('svg');
        const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        const size = scale * parseFloat(getComputedStyle(node).fontSize);
        if (size < 10.95) sizes.push(node.tagName + ' ' + size.toFixed(1) + ' ' + node.textContent.slice(0, 40));
      }
      return sizes;
    });
    assert.deepEqual(small, []);
    assert.deepEqual(faults, []);
  });

  test('runs nothing that the clip says', async t => {
    const {page, faults} = await visited(t, 'file://' + join(PAGES, 'hostile', 'report.html'));
    const shown = await page.textContent('main');
    for (const words of HOSTILE) assert.ok(shown.includes(words), words);
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(faults, []);
  });

  test('has no serious fault of accessibility, light and dark', async t => {
    const light = await visited(t, report);
    assert.deepEqual(await seriousFaults(light.page), []);
    const dark = await visited(t, report, undefined, 'dark');
    assert.deepEqual(await seriousFaults(dark.page, {runOnly: ['color-contrast']}), []);
  });
});
