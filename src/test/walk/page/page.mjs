// Usage: node page.mjs <URL of the MCP endpoint> <folder for pictures> <path of Chromium>
//
// The page of a quarkus:dev in a real browser, as a person uses it. Each check is one line.
import { appearance } from './appearance.mjs';
import { attacks } from './attacks.mjs';
import { Browser } from './browser.mjs';
import { failures, part } from './checks.mjs';
import { opening } from './opening.mjs';
import { away, ended } from './outages.mjs';
import { paint } from './paint.mjs';
import { people } from './people.mjs';
import { mich, operator, ray } from './story.mjs';

const [mcp, pictures, executablePath] = process.argv.slice(2);
const home = new URL('/', mcp).href;
const browser = await Browser.launch(executablePath, pictures);

/** A part with a window of its own. */
const opened = (name, work) =>
  part(name, async () => {
    const page = await browser.open(home);
    await page.waitForSelector('.card');
    await work(page);
    await page.context().close();
  });

await opened('the page as it opens', (page) => opening(browser, page, mcp));
await part('the first paint', () => paint(browser, home));
await opened('ray', (page) => ray(browser, page));
await opened('mich', mich);
await opened('the operator', (page) => operator(browser, page));
await opened('three people', (page) => people(browser, page));
await part('a token that has ended', () => ended(browser, home));
await part('what is away', () => away(browser, home));
for (const [name, look] of Object.entries(appearance)) {
  await part(name, () => look(browser, home));
}
await part('a page of another origin', () => attacks(browser, mcp));
await browser.end(failures);
