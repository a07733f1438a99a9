// The kernel under JupyterLab and Jupyter Notebook in headless Chromium, by keys and buttons as a person uses them;
// `notebooks/jupyter-test` installs both and runs this.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {chromium} from 'playwright-core';

const {CHROMIUM = '/usr/bin/chromium', REELFRAME, WORK} = process.env;
const PATIENCE_MS = 60_000;
let server, address, browser;

before(async () => {
  mkdirSync(join(WORK, 'clips'));
  writeFileSync(join(WORK, 'clips', 'dance.mp4'), '');
  browser = await chromium.launch({executablePath: CHROMIUM, args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync']});
  address = await started();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

// `reelframe notebook`, with its notebooks in a folder of this test's own.
function started() {
  server = spawn(REELFRAME, ['notebook', '--no-browser', '--allow-root', '--ServerApp.root_dir=' + WORK, '--IdentityProvider.token=test'],
    {stdio: ['ignore', 'inherit', 'pipe']});
  return new Promise((resolve, reject) => {
    let told = '';
    server.stderr.on('data', part => {
      told += part;
      const found = /(http:\/\/\S+?)\/lab\?token=test/.exec(told);
      if (found) resolve(found[1]);
    });
    server.on('exit', () => reject(new Error('Jupyter ended: ' + told)));
  });
}

// An empty notebook of our kernel, in the front end whose address begins so, with the kernel up.
async function opened(t, front, file) {
  writeFileSync(join(WORK, file), JSON.stringify({
    cells: [{cell_type: 'code', id: 'first', source: [], metadata: {}, outputs: [], execution_count: null}],
    metadata: {kernelspec: {name: 'reelframe', display_name: 'Java (Reelframe)', language: 'java'}}, nbformat: 4, nbformat_minor: 5}));
  const page = await browser.newPage({viewport: {width: 1300, height: 900}});
  t.after(() => page.close());
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${address}/${front}/${file}?token=test`);
  await idle(page, file);
  return page;
}

// A cell that is run before the front end has its kernel is not run at all; the page says "idle" even then.
async function idle(page, file) {
  for (let kernel; !(kernel?.connections > 0 && kernel.execution_state === 'idle'); await page.waitForTimeout(200)) {
    const sessions = await (await fetch(`${address}/api/sessions?token=test`)).json();
    kernel = sessions.find(session => session.path === file)?.kernel;
  }
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
}
const selected = page => page.locator('.jp-Cell.jp-mod-selected .cm-content');
const code = page => selected(page).innerText();
const button = (page, command) => page.locator(`[data-command="notebook:${command}"]`).first();

async function typed(page, text) {
  await selected(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  // At once: the editor would close brackets and quotes of its own.
  await page.keyboard.insertText(text);
}

// Presses a key until what it opens is there: Jupyter drops one that comes while it still settles after the typing.
async function opens(page, key, what) {
  for (let tries = 1; ; tries++) {
    await page.keyboard.press(key);
    try {
      return await what.waitFor({timeout: tries < 8 ? 5_000 : PATIENCE_MS});
    } catch (late) {
      if (tries === 8) throw late;
    }
  }
}

// Runs a cell and goes to the next; gives its output area at once.
async function run(page, text) {
  await typed(page, text);
  const cells = page.locator('.jp-Notebook .jp-CodeCell');
  const index = await cells.evaluateAll(all => all.findIndex(cell => cell.classList.contains('jp-mod-selected')));
  await page.keyboard.press('Shift+Enter');
  return cells.nth(index).locator('.jp-OutputArea-output');
}

const shown = async output => { await output.first().waitFor(); return (await output.allInnerTexts()).join('\n'); };

for (const front of ['lab/tree', 'notebooks']) {
  describe('/' + front, () => {
    test('runs a cell, completes by Tab, explains by Shift-Tab, is interrupted and restarted', async t => {
      const file = front.replace('/', '-') + '.ipynb';
      const page = await opened(t, front, file);
      await (await run(page, 'var video = SampleClip.video();\nvideo')).locator('img').first().waitFor();

      await typed(page, 'video.');
      await opens(page, 'Tab', page.locator('.jp-Completer-item', {hasText: 'durationS()'}));
      await page.keyboard.insertText('durat');
      await page.locator('.jp-Completer-item', {hasText: 'hasAudio'}).waitFor({state: 'hidden'});
      await page.keyboard.press('Enter');
      assert.equal(await code(page), 'video.durationS()');

      await typed(page, 'Path.of("clips/da');
      await opens(page, 'Tab', page.locator('.jp-Completer-item', {hasText: 'dance.mp4'}));
      await page.keyboard.press('Enter');
      assert.equal(await code(page), 'Path.of("clips/dance.mp4');

      await typed(page, 'video.durationS');
      const tip = page.locator('.jp-Tooltip');
      await opens(page, 'Shift+Tab', tip);
      assert.match(await tip.innerText(), /Video\.durationS\(\)[^]*seconds/i);
      await page.keyboard.press('Escape');

      const long = await run(page, 'while (true) { Pipeline.of(cuts(), colors()).run(video); }');
      await long.filter({hasText: 'analyzers'}).first().waitFor();
      await button(page, 'interrupt-kernel').click();
      await long.filter({hasText: 'Interrupted'}).first().waitFor();
      assert.equal(await shown(await run(page, '6 * 7')), '42');

      await button(page, 'restart-kernel').click();
      await page.locator('.jp-Dialog .jp-mod-accept').click();
      await page.locator('.jp-Notebook-ExecutionIndicator:not([data-status="idle"])').waitFor();
      await idle(page, file);
      assert.match(await shown(await run(page, 'video')), /cannot find symbol/);
      assert.equal(await shown(await run(page, '6 * 7')), '42');
    });
  });
}

test('the launcher shows a logo', async () => {
  for (const logo of ['logo-svg.svg', 'logo-64x64.png']) {
    const answer = await fetch(`${address}/kernelspecs/reelframe/${logo}?token=test`);
    assert.equal(answer.status, 200, logo);
    assert.ok((await answer.arrayBuffer()).byteLength > 300, logo);
  }
});
