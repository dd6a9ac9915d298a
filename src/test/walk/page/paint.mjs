// How fast it is seen: each load in a window of its own that has nothing of the page, then once more with what it has. Beside it
// an empty page and one that has the same text and nothing else.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { holds } from './checks.mjs';

const LOADS = 9;

/** More than an empty page takes in the same minute: what the page itself costs, on a busy machine too. */
const MOST_MILLISECONDS = 100;

export async function paint({ chromium }, home) {
  await withoutScripts(chromium, home);
  const others = await plainPages(chromium, home);
  const first = [];
  const again = [];
  const empty = [];
  const text = [];
  let waitedFor;
  for (let load = 0; load < LOADS; load++) {
    await inWindow(chromium, async (page, protocol) => {
      await page.goto(home);
      first.push(await measured(page, protocol));
      waitedFor = await page.evaluate(() => {
        const seen = performance.getEntriesByName('first-contentful-paint')[0].startTime;
        const files = performance.getEntriesByType('resource');
        return files.filter((each) => each.startTime < seen || each.renderBlockingStatus === 'blocking').map(({ name }) => new URL(name).pathname);
      });
      await page.reload();
      again.push(await measured(page, protocol));
    });
    for (const [path, figures] of [['empty', empty], ['text', text]]) {
      await inWindow(chromium, async (page, protocol) => {
        await page.goto(others.url + path);
        figures.push(await measured(page, protocol, 'body'));
      });
    }
  }
  others.close();
  print('first load', first);
  print('loaded again', again);
  print('an empty page', empty);
  print('a page of the same text', text);
  const extra = waitedFor.filter((path) => !/\/(start\.js|icon\.svg)$/.test(path));
  holds('before the first paint nothing but the HTML and its one script is asked for', extra.length === 0, waitedFor);
  const [seen, plain] = [median(first, 'seen'), median(empty, 'seen')];
  holds(`it is seen at most ${MOST_MILLISECONDS} ms after an empty page would be`, seen > 0 && seen - plain <= MOST_MILLISECONDS, { seen, plain, first });
}

async function inWindow(chromium, work) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Performance.enable');
  await work(page, protocol);
  await context.close();
}

/** With the header that makes a browser take a new process for the page. */
async function plainPages(chromium, home) {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(home);
  const lines = (await page.innerText('body')).replaceAll('<', '&lt;').split('\n');
  await context.close();
  const bodies = { '/empty': '<p>empty', '/text': lines.map((line) => `<p>${line}`).join('\n') };
  const server = createServer(({ url }, answer) => {
    answer.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    answer.setHeader('Content-Type', 'text/html;charset=utf-8').end(`<!DOCTYPE html><html lang="en"><title>plain</title>${bodies[url] ?? ''}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function measured(page, protocol, works = '[role=tab]:enabled') {
  await page.waitForSelector(works);
  const figures = await page.evaluate(async () => {
    while (!performance.getEntriesByName('first-contentful-paint').length) {
      await new Promise((later) => setTimeout(later, 5));
    }
    const navigation = performance.getEntriesByType('navigation')[0];
    const files = [navigation, ...performance.getEntriesByType('resource')];
    return {
      seen: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      html: navigation.responseEnd,
      all: Math.max(...files.map(({ responseEnd }) => responseEnd)),
      bytes: files.reduce((sum, { transferSize }) => sum + transferSize, 0),
      files: files.length,
    };
  });
  const { metrics } = await protocol.send('Performance.getMetrics');
  const of = (name) => 1000 * metrics.find((each) => each.name === name).value;
  return { ...figures, thread: of('TaskDuration'), script: of('ScriptDuration') };
}

const median = (all, name) => Math.round(all.map((each) => each[name]).sort((a, b) => a - b)[LOADS >> 1]);

function print(what, all) {
  const of = (name) => median(all, name);
  const fastest = Math.round(Math.min(...all.map(({ seen }) => seen)));
  console.log(
    `      ${what}: first contentful paint ${of('seen')} ms (median of ${LOADS}, fastest ${fastest}), HTML after ${of('html')} ms, all files after ${of('all')} ms, ` +
      `main thread ${of('thread')} ms of which scripts ${of('script')} ms, ${of('files')} requests, ${of('bytes')} bytes`,
  );
}

/** What a person sees while the modules are on their way is what the modules then draw, with buttons that work. */
async function withoutScripts(chromium, home) {
  const parts = ['h1', '.endpoint', '#story', '#holder', '#clients', '#table', '#form', '#exchange'];
  const content = (page) => page.evaluate((all) => all.map((each) => document.querySelector(each).innerHTML.replaceAll(' disabled=""', '').replace(/>\s+</g, '><').trim()), parts);
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(home);
  const shown = `${await page.innerText('body')} ${await page.title()}`;
  holds('name, endpoint, table and how to connect are seen before any script runs', /scoped-notes[^]*\/mcp[^]*claude mcp add[^]*read_notes\s+notes:read[^]*scoped-notes/.test(shown), shown);
  const before = await content(page);
  await page.unrouteAll();
  await page.reload();
  await page.waitForSelector('#sign-in:enabled');
  const after = await content(page);
  const changed = parts.flatMap((each, at) => (before[at] === after[at] ? [] : [[each, before[at], after[at]]]));
  holds('the scripts change nothing of it', changed.length === 0, changed);
  await context.close();
}
