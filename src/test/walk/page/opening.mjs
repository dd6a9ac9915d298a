// The page as it opens: its size, how to connect each client, and nothing that needs a token.
import { readFileSync } from 'node:fs';
import { fits, text } from './browser.mjs';
import { holds, until } from './checks.mjs';

const docs = readFileSync(new URL('../../../main/docs/clients.md', import.meta.url), 'utf8');

export async function opening(browser, page, mcp) {
  const home = new URL('/', mcp).href;
  const transferred = await page.evaluate(() =>
    [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')].map(({ name, encodedBodySize }) => [name, encodedBodySize]),
  );
  const ofThePage = transferred.filter(([name]) => name.startsWith(home));
  const bytes = ofThePage.reduce((sum, [, size]) => sum + size, 0);
  holds('it loads at most 60 KiB', bytes > 10_000 && bytes <= 60 * 1024, bytes);
  holds('its own files come from the server alone', transferred.every(([name]) => name.startsWith(home) || name.endsWith('/people')), transferred);
  holds('it fits a screen of 1280 x 800', (await fits(page)).every(Boolean), await fits(page));
  await browser.accessible(page, 'without a token');
  await browser.picture(page, 'open');
  await clients(page, mcp);
  await browser.accessible(page, 'after a copy');
}

/** Each tab as in clients.md, its commands copied with a click, its links. */
export async function clients(page, mcp) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const example = (said) => said.replaceAll(new URL(mcp).origin, 'http://127.0.0.1:8000');
  for (const client of ['Claude', 'ChatGPT', 'VS Code', 'Inspector', 'curl']) {
    await page.click(`role=tab[name="${client}"]`);
    const commands = await page.$$eval('[role=tabpanel]:not([hidden]) code', (codes) => codes.map((code) => code.textContent));
    const documented = commands.every((command) => docs.includes(example(command)));
    // the commands for curl are of this server's first tool
    const right = client === 'curl' ? commands.every((command) => command.startsWith('curl ') && command.includes(new URL(mcp).origin)) : documented;
    holds(`how to connect ${client} is as in clients.md`, commands.length > 0 && right, commands);
    const copied = [];
    for (const copy of await page.$$('[role=tabpanel]:not([hidden]) .copyable button')) {
      await copy.click();
      await until(async () => (await copy.textContent()) === 'Copied');
      copied.push(await page.evaluate(() => navigator.clipboard.readText()));
    }
    holds(`each command for ${client} is copied with one click`, copied.join('|') === commands.join('|'), copied);
  }
  const link = decodeURIComponent(await page.getAttribute('a[href^="vscode:"]', 'href'));
  holds('VS Code is one click', link === `vscode:mcp/install?{"name":"scoped-notes","type":"http","url":"${mcp}"}`, link);
  await page.click('role=tab[name="Inspector"]');
  const inspector = await text(page, '[role=tabpanel]:not([hidden]) code');
  holds('the Inspector is one command, which opens it with this server', inspector === `npx @modelcontextprotocol/inspector --transport http --server-url ${mcp}`, inspector);
  await page.click('role=tab[name="Claude"]');
}
