// Usage: node page.mjs <URL of the MCP endpoint> <folder for pictures> <path of Chromium>
//
// The page of a quarkus:dev in a real browser, as a person uses it. Each check is one line.
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { attacks } from './attacks.mjs';
import { failures, holds, until } from './checks.mjs';

const [mcp, pictures, executablePath] = process.argv.slice(2);
const home = new URL('/', mcp).href;
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const docs = readFileSync(new URL('../../../main/docs/clients.md', import.meta.url), 'utf8');
mkdirSync(pictures, { recursive: true });

const foreign = 'evil.example';
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', `--host-resolver-rules=MAP ${foreign} 127.0.0.1`],
});
const violations = [];

/** A window of its own, with the page open. */
async function open({ width = 1280, height = 800, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  await context.addInitScript({ path: axe });
  context.on('page', (each) =>
    each.on('console', (message) => {
      if (/Content Security Policy|TrustedScript|TrustedHTML/.test(message.text())) {
        violations.push(message.text());
      }
    }),
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => violations.push(`error: ${error.message}`));
  await page.goto(home);
  await page.waitForSelector('[role=tab]');
  return page;
}

async function accessible(page, what) {
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  holds(`axe finds nothing: ${what}`, found.length === 0, found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html + n.failureSummary).join(' ')}`));
}

/** In the window of the issuer: this person, and allow or deny. */
async function decide(popup, owner, decision) {
  await popup.waitForSelector('input[name=owner]');
  if (decision === 'look') {
    await accessible(popup, 'the sign-in page of the stand-in');
    await popup.screenshot({ path: `${pictures}/sign-in.png` });
    decision = 'allow';
  }
  await popup.check(`input[name=owner][value=${owner}]`);
  await popup.click(`button[value=${decision}]`);
}

async function signIn(page, owner, decision = 'allow', from = '#sign-in') {
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.click(from)]);
  await decide(popup, owner, decision);
  return popup;
}

const rows = (page) => page.$$eval('#table tbody tr', (lines) => Object.fromEntries(lines.map((line) => [line.dataset.tool, line.className])));
const text = (page, selector) => page.textContent(selector);
const seen = (page, selector, part) => until(async () => ((await page.textContent(selector)) ?? '').includes(part));

async function call(page, tool, args) {
  await page.click(`#table tr[data-tool=${tool}] button`);
  for (const [name, value] of Object.entries(args)) {
    await page.getByLabel(new RegExp(`^${name}`)).fill(value);
  }
  await page.click('#send');
}

// ------------------------------------------------------------ as it opens
const page = await open();
const transferred = await page.evaluate(() =>
  [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')].map(({ name, encodedBodySize }) => [name, encodedBodySize]),
);
await page.waitForSelector('.card');
const ofThePage = transferred.filter(([name]) => name.startsWith(home));
const bytes = ofThePage.reduce((sum, [, size]) => sum + size, 0);
holds('it loads at most 60 KiB', bytes > 10_000 && bytes <= 60 * 1024, bytes);
holds('its own files come from the server alone', transferred.every(([name]) => name.startsWith(home) || name.endsWith('/people')), transferred);
const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
console.log(`      ${bytes} bytes, first contentful paint after ${Math.round(paint)} ms`);
const fits = () => page.evaluate(() => [document.documentElement.scrollHeight <= innerHeight, document.documentElement.scrollWidth <= innerWidth]);
holds('it fits a screen of 1280 x 800', (await fits()).every(Boolean), await fits());
await accessible(page, 'without a token');
await page.screenshot({ path: `${pictures}/open.png` });

const example = (said) => said.replaceAll(new URL(mcp).origin, 'http://127.0.0.1:8000');
for (const client of ['Claude', 'ChatGPT', 'VS Code', 'Inspector', 'curl']) {
  await page.click(`role=tab[name="${client}"]`);
  const commands = await page.$$eval('[role=tabpanel]:not([hidden]) code', (codes) => codes.map((code) => code.textContent));
  const documented = client === 'curl' || commands.every((command) => docs.includes(example(command)));
  holds(`how to connect ${client} is as in clients.md`, commands.length > 0 && documented, commands);
}
const link = decodeURIComponent(await page.getAttribute('a[href^="vscode:"]', 'href'));
holds('VS Code is one click', link === `vscode:mcp/install?{"name":"scoped-notes","type":"http","url":"${mcp}"}`, link);

await page.click('role=tab[name="Claude"]');

// ------------------------------------------------------------ ray: from sign-in to step-up
await signIn(page, 'ray', 'look');
await seen(page, '#who', 'ray');
holds('a sign-in asks for the scope of the challenge', (await text(page, '#scopes')) === 'notes:read', await text(page, '#scopes'));
let reach = await rows(page);
holds('a token with notes:read reaches one row', reach.read_notes === 'allowed' && reach.add_note === 'barred' && reach.admin_purge === 'barred', reach);
holds('it says until when', /^1[45] min/.test(await text(page, '#until')), await text(page, '#until'));
await until(() => page.context().pages().length === 1);
holds('the window of the sign-in closes', page.context().pages().length === 1, page.context().pages().map((each) => each.url()));
await call(page, 'read_notes', { user_id: 'mich' });
await page.waitForSelector('.outcome.yes');
holds('what is allowed answers', (await text(page, '#exchange')).includes('HTTP 200'), await text(page, '#exchange'));
holds('it speaks MCP 2026-07-28', (await text(page, '#exchange')).includes('MCP-Protocol-Version: 2026-07-28'), await text(page, '#exchange'));
await call(page, 'add_note', { user_id: 'mich', note: 'from the page' });
await page.waitForSelector('#step-up');
holds('a 403 is one sentence', (await text(page, '.outcome p')) === 'Refused: add_note needs the scope notes:write, which this token does not hold.', await text(page, '#outcome'));
holds('the challenge is shown as it came', (await text(page, '#exchange')).includes('error="insufficient_scope", scope="notes:read notes:write"'), await text(page, '#exchange'));
holds('the token is bound to a key of the page', (await text(page, '#exchange')).includes('Authorization: DPoP (not shown)'), await text(page, '#exchange'));
await accessible(page, 'at a 403');
holds('with a 403 it fits the screen', (await fits()).every(Boolean), await fits());
await page.screenshot({ path: `${pictures}/page.png` });
const token = await page.evaluate(async () => performance.getEntriesByType('resource').map(({ name }) => name).join(' ') + location.href + document.documentElement.outerHTML);
holds('the token is in no address and not in the document', !/eyJ[\w-]{20}/.test(token), token.match(/.{40}eyJ.{20}/)?.[0]);
const [wider] = await Promise.all([page.waitForEvent('popup'), page.click('#step-up')]);
holds('the step-up can be asked for once', await page.isDisabled('#step-up'));
await page.click('#table tr[data-tool=read_notes] button');
await decide(wider, 'ray', 'allow');
await page.waitForSelector('.outcome.yes');
holds('a row that is chosen meanwhile is not what is called', (await text(page, '#exchange')).includes('Mcp-Name: add_note'), await text(page, '#exchange'));
reach = await rows(page);
holds('after the step-up the same call is repeated and allowed', (await text(page, '#outcome')).includes('from the page') && reach.add_note === 'allowed', await text(page, '#outcome'));
await page.click('#steal');
await page.waitForSelector('.outcome.no');
holds('stolen, it is worth nothing', (await text(page, '#exchange')).includes('HTTP 401'), await text(page, '#outcome'));
const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length]);
holds('nothing is stored', kept.join() === '0,0,,0,0', kept);
await page.click('#forget');
reach = await rows(page);
holds('one click forgets the token', (await page.$('#sign-in')) && reach.read_notes === 'open', reach);

// ------------------------------------------------------------ mich says no; the operator is asked
await signIn(page, 'mich', 'deny');
await seen(page, '#outcome', 'The issuer said no');
holds('a denied sign-in is said, and can be started again', await page.$('#sign-in'), await text(page, '#outcome'));
await page.click('#sign-in');
await page.click('#cancel');
await seen(page, '#outcome', 'cancelled');
holds('a sign-in can be cancelled', await page.$('#sign-in'), await text(page, '#outcome'));
await signIn(page, 'mich');
await seen(page, '#who', 'mich');
await call(page, 'add_note', { user_id: 'mich', note: 'mine' });
await page.waitForSelector('#step-up');
await signIn(page, 'mich', 'deny', '#step-up');
await seen(page, '#outcome', 'The issuer said no');
reach = await rows(page);
holds('a denied step-up leaves the narrow token', reach.read_notes === 'allowed' && reach.add_note === 'barred', reach);
await page.click('#forget');
await signIn(page, 'operator');
await seen(page, '#who', 'operator');
await call(page, 'admin_purge', { user_id: 'mich' });
await page.waitForSelector('#step-up');
await signIn(page, 'operator', 'allow', '#step-up');
await page.waitForSelector('#decline');
holds('the question of a purge is asked in the page', /^Delete .* of mich\?/.test(await text(page, '.question')), await text(page, '.question'));
await accessible(page, 'with a question');
await page.click('#decline');
await page.waitForSelector('.outcome.yes');
holds('after a no nothing is deleted', (await text(page, '#outcome')).includes('"declined":true'), await text(page, '#outcome'));
await page.click('#send');
await page.waitForSelector('#accept');
await page.check('#outcome input[type=checkbox]');
await page.click('#accept');
await page.waitForSelector('.outcome.yes');
holds('after a yes it is done', !(await text(page, '#outcome')).includes('"declined":true'), await text(page, '#outcome'));
await page.click('#forget');

// ------------------------------------------------------------ three people, side by side
const person = (name, what) => page.click(`[data-person=${name}] button:text-is("${what}")`);
const said = (name, part) => seen(page, `[data-person=${name}] .said`, part);
await person('ray', 'Mint');
await said('ray', 'a new token');
await person('ray', 'Use');
await seen(page, '#who', 'ray');
await page.click('#table tr[data-tool=add_note] button');
for (const name of ['mich', 'operator']) {
  await person(name, 'Mint');
  await said(name, 'a new token');
}
await person('ray', 'Call');
holds('ray is refused', await said('ray', 'refused, needs notes:write'), '');
await person('mich', 'Call');
holds('mich is allowed', await said('mich', 'allowed'), '');
await person('ray', 'Promote');
await said('ray', 'now ic-member; the token is as it was');
await person('ray', 'Call');
holds('who is promoted is still refused with the old token', await said('ray', 'refused, needs notes:write'), '');
await person('ray', 'Mint');
await said('ray', 'a new token');
await person('ray', 'Call');
holds('a new token is allowed', await said('ray', 'allowed'), '');
await page.screenshot({ path: `${pictures}/people.png` });
for (const [step, part] of [['1', 'HTTP 401'], ['2', 'authorization_servers'], ['3', 'HTTP '], ['4', 'HTTP 200']]) {
  await page.click(`[data-step="${step}"]`);
  holds(`step ${step} of the tutorial shows its exchange`, await seen(page, '#exchange', part), await text(page, '#exchange'));
}

// ------------------------------------------------------------ time, outages
const late = await open();
await late.clock.install();
await late.reload();
await late.waitForSelector('#sign-in');
await signIn(late, 'ray');
await seen(late, '#who', 'ray');
await late.clock.fastForward('16:00');
await seen(late, '#until', 'ended');
holds('when the token has ended no row is lit', (await rows(late)).read_notes === 'barred', await rows(late));
await late.context().close();

const away = await open();
await away.route(/127\.0\.0\.1:\d+\/\.well-known\/(oauth-authorization|openid)/, (route) => route.abort());
await away.click('#sign-in');
holds('an issuer that is away is named', await seen(away, '#outcome', 'cannot be reached from this page'), await text(away, '#outcome'));
await away.unrouteAll();
await signIn(away, 'ray');
await seen(away, '#who', 'ray');
await away.route('**/mcp', (route) => route.abort());
await call(away, 'read_notes', { user_id: 'mich' });
holds('a server that is away is said', await seen(away, '#outcome', 'The server does not answer.'), await text(away, '#outcome'));
await away.context().close();

// ------------------------------------------------------------ narrow, dark, by keyboard alone
const narrow = await open({ width: 360, height: 740 });
await narrow.waitForSelector('.card');
await signIn(narrow, 'ray');
await seen(narrow, '#who', 'ray');
const wide = await narrow.evaluate(() => document.documentElement.scrollWidth);
holds('nothing is wider than a screen of 360', wide <= 360, wide);
await accessible(narrow, 'narrow');
await narrow.screenshot({ path: `${pictures}/narrow.png`, fullPage: true });
await narrow.context().close();

const dark = await open({ colorScheme: 'dark', reducedMotion: 'reduce' });
await dark.waitForSelector('.card');
await signIn(dark, 'mich');
await seen(dark, '#who', 'mich');
await call(dark, 'add_note', { user_id: 'mich', note: 'dark' });
await dark.waitForSelector('#step-up');
await accessible(dark, 'dark');
await dark.screenshot({ path: `${pictures}/dark.png` });
await dark.context().close();

const keys = await open();
await keys.waitForSelector('.card');
/** Tabs until the focus is on it. */
async function reachByTab(where, selector) {
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await where.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      return true;
    }
    await where.keyboard.press('Tab');
  }
  return false;
}
await reachByTab(keys, '[role=tab]');
await keys.keyboard.press('ArrowRight');
holds('arrow keys choose a client', (await keys.evaluate(() => document.activeElement.textContent)) === 'ChatGPT', '');
await reachByTab(keys, '#sign-in');
const [window] = await Promise.all([keys.waitForEvent('popup'), keys.keyboard.press('Enter')]);
await window.waitForSelector('input[name=owner]');
await reachByTab(window, 'button[value=allow]');
await window.keyboard.press('Enter');
await seen(keys, '#who', 'ray');
await reachByTab(keys, '#table tr[data-tool=read_notes] button');
await keys.keyboard.press('Enter');
await reachByTab(keys, '#form input');
await keys.keyboard.type('mich');
await keys.keyboard.press('Enter');
await keys.waitForSelector('.outcome.yes');
holds('by keyboard alone from sign-in to an answer', true, '');
await keys.context().close();

// ------------------------------------------------------------ a page of another origin
await attacks(browser, foreign, mcp, holds);

holds('the policy reported nothing', violations.length === 0, violations);
await browser.close();
process.exit(failures() ? 1 : 0);
