// Usage: node keycloak.mjs <URL of the MCP endpoint> refused|allowed, with FLO, MICH and RAY in the environment
//
// The page of a production package with a sign-in, at Keycloak: first as a client whose web origin is not allowed there,
// then as src/main/docs/page.md says.
import { Browser, call, popup, rows, seen, stored, text, visibleToken } from './browser.mjs';
import { failures, holds } from './checks.mjs';

const [mcp, expected] = process.argv.slice(2);
const home = new URL('/', mcp).href;
const browser = await Browser.launch();

/** In Keycloak's window: the password if it is asked for, and yes or no to the consent. Answers what was asked. */
async function keycloak(window, user, password, decision = 'accept') {
  const seen = [];
  for (;;) {
    const next = await Promise.race([
      window.waitForSelector('input[name=username]').then(() => 'password'),
      window.waitForSelector('[name=accept]').then(() => 'consent'),
      window.waitForEvent('close').then(() => 'closed'),
    ]).catch(() => 'closed');
    if (next === 'password') {
      seen.push(next);
      await browser.picture(window, 'keycloak');
      await window.fill('input[name=username]', user);
      await window.fill('input[name=password]', password);
      await Promise.all([window.waitForURL((url) => !url.href.includes('openid-connect/auth')), window.click('[name=login]')]);
    } else if (next === 'consent') {
      seen.push(await window.innerText('#kc-oauth'));
      await window.click(`[name=${decision}]`);
      return seen;
    } else {
      return seen;
    }
  }
}

if (expected === 'refused') {
  const page = await browser.open(home);
  await keycloak(await popup(page), 'flo', process.env.FLO);
  holds('where the issuer does not allow this origin, the sign-in says so', await seen(page, '#outcome', 'not allowed (CORS'), await text(page, '#outcome'));
  await browser.chromium.close();
  process.exit(failures() ? 1 : 0);
}

const page = await browser.open(home);
await page.waitForSelector('#sign-in');
const document = await page.content();
holds('without a token nothing of the table', !/read_notes|add_note|admin_purge|notes:(read|write)|admin:notes/.test(document), document.match(/.{40}notes:.{40}/)?.[0]);
await browser.accessible(page, 'full, without a token');
await browser.picture(page, 'full-open');

const asked = await keycloak(await popup(page), 'mich', process.env.MICH);
holds('Keycloak asks for the password, and for consent to what the challenge names', asked[0] === 'password' && /Read notes/.test(asked[1]) && !/Add notes/.test(asked[1]), asked);
await seen(page, '#scopes', 'notes:read');
const reach = await rows(page);
holds('a token with notes:read reaches one row', reach.read_notes === 'allowed' && reach.add_note === 'barred' && reach.admin_purge === 'barred', reach);
holds('Keycloak binds it to the key of the page', (await text(page, '#holder')).includes('Bound to a key of this browser'), await text(page, '#holder'));
holds('it says who, and until when', /^[0-9a-f-]{36}$/.test(await text(page, '#who')) && /^[45] min/.test(await text(page, '#until')), await text(page, '#holder'));
await page.click('#send');
await page.waitForSelector('.outcome.yes');
holds('read_notes is allowed', (await text(page, '#exchange')).includes('HTTP 200'), await text(page, '#exchange'));
await call(page, 'add_note', { note: 'from the page at Keycloak' });
await page.waitForSelector('#step-up');
holds('add_note is 403', (await text(page, '#exchange')).includes('error="insufficient_scope", scope="notes:read notes:write"'), await text(page, '#exchange'));
await browser.accessible(page, 'full, at a 403');
await browser.picture(page, 'full');
const more = await keycloak(await popup(page, '#step-up'), 'mich', process.env.MICH);
holds('the step-up asks for consent to the rest, and for no password', more.length === 1 && /Add notes/.test(more[0]), more);
await page.waitForSelector('.outcome.yes');
holds('the same call is repeated and allowed', (await text(page, '#outcome')).includes('from the page at Keycloak'), await text(page, '#outcome'));
await call(page, 'admin_purge', {});
await page.waitForSelector('#step-up');
await keycloak(await popup(page, '#step-up'), 'mich', process.env.MICH);
holds('a scope that Keycloak does not grant is said', await seen(page, '#outcome', 'The issuer did not grant admin:notes'), await text(page, '#outcome'));
await page.click('#steal');
await seen(page, '#outcome', 'Sent without the key');
holds('stolen, the token is 401', (await text(page, '#exchange')).includes('HTTP 401'), await text(page, '#exchange'));
holds('nothing is stored, and no token is in an address or in the document', (await stored(page)) === '0,0,,0,0' && !(await visibleToken(page)), [await stored(page), await visibleToken(page)]);

await page.click('#forget');
holds('after Forget the token nothing of the table is left', !/read_notes|notes:read/.test(await page.content()) && (await page.$('#sign-in')), await text(page, 'main'));
const out = await popup(page, '#sign-out');
await out.click('#kc-logout');
await out.waitForFunction(() => !globalThis.document.querySelector('#kc-logout'));
await out.close();
const anew = await keycloak(await popup(page), 'ray', process.env.RAY, 'cancel');
holds('after the sign-out there, Keycloak asks for a password again', anew[0] === 'password', anew);
await seen(page, '#outcome', 'The issuer said no');
holds('who says no gets no token, and can start again', await page.$('#sign-in'), await text(page, '#outcome'));
await browser.end(failures);
