// Usage: node connect.mjs <URL of the MCP endpoint>
//
// The page of a production package without a setting for it: how to connect, and nothing of the table or of any user.
import { Browser, fits } from './browser.mjs';
import { failures, holds } from './checks.mjs';
import { clients } from './opening.mjs';

const mcp = process.argv[2];
const home = new URL('/', mcp).href;
const browser = await Browser.launch();

const asked = [];
const page = await browser.open(home, { before: (opened) => opened.on('request', (request) => asked.push(new URL(request.url()).pathname)) });
await page.waitForLoadState('networkidle');
const body = await page.innerText('body');
const document = await page.content();
holds('it has the name, the endpoint and the issuer', ['scoped-notes', mcp, process.env.ISSUER].every((part) => body.includes(part)), body);
holds('nothing of the table', !/read_notes|add_note|admin_purge|notes:(read|write)|admin:notes/.test(document), document);
holds('no sign-in, no form, no token', (await page.$$('#sign-in, form, input, #send')).length === 0 && !/your token|what a token reaches|call a tool|over the wire/i.test(body), body);
const files = asked.filter((path) => path !== '/').sort();
holds('it asks for nothing that a sign-in needs', files.every((path) => /^\/scoped-gate\/(page\.(css|js|json)|(start|element|connect)\.js|icon\.svg)$/.test(path)), files);
holds('it fits a screen of 1280 x 800', (await fits(page)).every(Boolean), await fits(page));
await clients(page, mcp);
await browser.accessible(page, 'how to connect');
await browser.picture(page, 'connect');

const narrow = await browser.open(home, { width: 360, height: 740, colorScheme: 'dark' });
const wide = await narrow.evaluate(() => document.documentElement.scrollWidth);
holds('nothing is wider than a screen of 360', wide <= 360, wide);
await browser.accessible(narrow, 'how to connect, narrow and dark');
await browser.picture(narrow, 'connect-narrow');
await browser.end(failures);
