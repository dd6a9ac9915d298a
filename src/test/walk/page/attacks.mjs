// A page of another origin tries to frame the page, to read it, to hold its window and to hear what it says to itself.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { FOREIGN } from './browser.mjs';
import { holds } from './checks.mjs';

export async function attacks({ chromium }, mcp) {
  const server = createServer((request, answer) => answer.setHeader('Content-Type', 'text/html').end('<!DOCTYPE html><title>foreign</title>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const home = new URL('/', mcp).href;
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`http://${FOREIGN}:${server.address().port}/`);

  const read = await page.evaluate(async (home) => {
    const tries = {};
    for (const [path, mode] of [['', 'cors'], ['scoped-gate/page.json', 'cors'], ['scoped-gate/page.json', 'no-cors'], ['scoped-gate/callback.js', 'no-cors'], ['whoami', 'cors'], ['mcp', 'cors']]) {
      tries[`${path} ${mode}`] = await fetch(home + path, { mode, method: path === 'mcp' ? 'POST' : 'GET' }).then((answer) => `read ${answer.type} ${answer.status}`, () => 'blocked');
    }
    return tries;
  }, home);
  holds('a page of another origin reads nothing of it', Object.values(read).every((each) => each === 'blocked'), read);

  await page.evaluate(
    (home) =>
      new Promise((done) => {
        const frame = document.createElement('iframe');
        frame.addEventListener('load', () => setTimeout(done, 500));
        frame.src = home;
        document.body.append(frame);
      }),
    home,
  );
  const frames = await Promise.all(page.frames().slice(1).map((frame) => frame.evaluate(() => document.body?.textContent ?? '').catch(() => '')));
  holds('a page of another origin cannot frame it', frames.length === 1 && frames.every((each) => !each.includes('scope')), frames);

  const held = await page.evaluate(async (home) => {
    const opened = window.open(home);
    const channel = new BroadcastChannel('scoped-gate-sign-in');
    globalThis.heard = [];
    channel.addEventListener('message', ({ data }) => globalThis.heard.push(data));
    await new Promise((later) => setTimeout(later, 2000));
    return { closed: opened?.closed ?? true };
  }, home);
  const victim = context.pages().find((each) => each.url() === home);
  await victim?.evaluate(() => new BroadcastChannel('scoped-gate-sign-in').postMessage('?code=x'));
  holds('a page of another origin holds no window of it', held.closed && (await victim?.evaluate(() => opener)) === null, held);
  await page.waitForTimeout(500);
  const heard = await page.evaluate(() => globalThis.heard);
  holds('a page of another origin hears no answer of a sign-in', victim !== undefined && heard.length === 0, heard);
  await useToken(page, mcp);
  await context.close();
  server.close();
}

/** Somebody's token, which is not bound to a key, in the hands of a page of another origin. */
async function useToken(page, mcp) {
  const [issuer] = (await (await fetch(new URL('/scoped-gate/page.json', mcp))).json()).issuers;
  const given = await fetch(`${issuer}/people/mich/token`, { method: 'POST', headers: { Origin: new URL(mcp).origin } });
  const { access_token: token } = await given.json();
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
  const asked = { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }) };
  const own = await fetch(mcp, asked);
  const used = await page.evaluate(([url, init]) => fetch(url, init).then((answer) => `read ${answer.status}`, () => 'blocked'), [mcp, asked]);
  const sent = await fetch(mcp, { ...asked, headers: { ...headers, Origin: new URL(page.url()).origin } });
  holds('a page of another origin cannot use a token: the browser blocks it, and the server refuses its origin', own.status === 200 && used === 'blocked' && sent.status === 403, [own.status, used, sent.status]);
}
