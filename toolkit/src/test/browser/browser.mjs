// Headless Chromium for the tests, and what all of them ask of a page.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before} from 'node:test';
import {chromium} from 'playwright-core';

const {CHROMIUM = '/usr/bin/chromium'} = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What a caption, a title or a file name may say.
export const HOSTILE = JSON.parse(readFileSync(new URL('hostile.json', import.meta.url), 'utf8'));

let browser;
before(async () => {
  browser = await chromium.launch({executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required']});
});
after(() => browser.close());

// A page with what went wrong in it: errors, dialogs, requests that leave it.
export async function visited(t, address, view = {width: 1300, height: 850}, colorScheme = 'light') {
  const page = await browser.newPage({viewport: view, colorScheme});
  t.after(() => page.close());
  const faults = [];
  page.on('console', m => { if (m.type() === 'error') faults.push(m.text()); });
  page.on('pageerror', e => faults.push(e.message));
  page.on('dialog', d => { faults.push('dialog'); d.dismiss(); });
  page.on('request', r => { if (!/^(data:|blob:|file:|about:)/.test(r.url()) && !r.url().startsWith(address.replace(/#.*/, ''))) faults.push('request to ' + r.url()); });
  await page.goto(address);
  return {page, faults};
}

// What axe-core finds of serious or critical impact, but in drawings, which are pictures with a title to it.
export async function seriousFaults(page, rules = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', {enabled: true});
  await page.reload();
  await page.waitForLoadState('load');
  // Rows of a table are alike, and what a drawing holds is told by its title: looked at one by one they take minutes.
  await page.evaluate(() => document.querySelectorAll('tbody tr:nth-child(n+6), svg > :not(title, desc)').forEach(node => node.remove()));
  await page.evaluate(axe);
  const found = await page.evaluate(options => window.axe.run(options), rules);
  return found.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes[0].html.slice(0, 300));
}

export const noSidewaysScroll = page => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
