// Usage: node provider.mjs <URL of the MCP endpoint> named|unnamed, with ISSUER, ENDPOINTS and CLIENT_ID in the environment
//
// An issuer whose endpoints are on another origin than its name and its metadata, as those of Amazon Cognito are: named in
// scoped-gate.page.issuer-origins or not. Its tokens end soon, which the server says before the page knows.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { Provider } from '../client-flow/provider.mjs';
import { node22 } from '../clients/program.mjs';
import { Browser, popup, rows, seen, text } from './browser.mjs';
import { failures, holds, until } from './checks.mjs';

const [mcp, expected] = process.argv.slice(2);
const { ISSUER, ENDPOINTS, CLIENT_ID } = process.env;
const home = new URL('/', mcp).href;
const script = join(import.meta.dirname, '../oidc-provider/provider.mjs');

const environment = { LISTEN: ENDPOINTS, SECONDS: '12', PAGE_CLIENT: CLIENT_ID, PAGE: home };
const provider = await Provider.start(node22(join(import.meta.dirname, '../oidc-provider')), script, [], environment);
const metadata = createServer(async (request, answer) => {
  const found = await fetch(new URL(request.url, ENDPOINTS));
  answer.writeHead(found.status, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
  answer.end(await found.text());
});
metadata.listen(Number(new URL(ISSUER).port), '127.0.0.1');
await once(metadata, 'listening');

const browser = await Browser.launch();
const page = await browser.open(home);

if (expected === 'unnamed') {
  await page.click('#sign-in');
  const why = `The token_endpoint of the issuer is at ${ENDPOINTS}, and this page may not connect there: name it in scoped-gate.page.issuer-origins.`;
  holds('an origin that the operator has not named is refused before the sign-in, and named', await seen(page, '#outcome', why), await text(page, '#outcome'));
  const blocked = await page.evaluate((url) => fetch(url, { method: 'POST' }).then(() => 'sent', () => 'blocked'), `${ENDPOINTS}/token`);
  holds('and the policy blocks it', blocked === 'blocked' && browser.violations.some((each) => each.includes('connect-src')), browser.violations);
  await browser.chromium.close();
} else {
  const described = await (await fetch(`${ISSUER}/.well-known/openid-configuration`)).json();
  holds('the issuer has its endpoints elsewhere', described.issuer === ISSUER && new URL(described.token_endpoint).origin === ENDPOINTS, described);
  await signIn(await popup(page));
  await seen(page, '#who', 'mich');
  holds('a token endpoint at an origin that the operator has named is used', (await rows(page)).read_notes === 'allowed', await text(page, '#outcome'));
  await refusedByTheServer();
  await away();
  await browser.chromium.close();
  holds('the policy reported nothing', browser.violations.length === 0, browser.violations);
}
metadata.close();
await provider.stop();
process.exit(failures() ? 1 : 0);

/** At oidc-provider's own pages, as far as it asks. */
async function signIn(window) {
  const asks = async (name) => {
    await window.waitForSelector(`form input[name=prompt][value=${name}]`, { state: 'attached' });
  };
  await asks('login');
  await window.fill('input[name=login]', 'mich');
  await window.fill('input[name=password]', 'any');
  await window.click('button[type=submit]');
  await asks('consent');
  await window.click('button[type=submit]');
}

/** The clock of the browser stands still, so that only the server knows that the token has ended. */
async function refusedByTheServer() {
  await page.clock.setFixedTime(new Date());
  await page.getByLabel(/^user_id/).fill('mich');
  const called = async () => {
    await page.click('#send');
    await page.waitForTimeout(500);
    return /HTTP (200|401)/.test(await text(page, '#exchange'));
  };
  const gone = await until(async () => (await called()) && (await text(page, '#until')) === 'ended');
  holds('the 401 of the server ends a token that the clock of the page holds for good', gone && (await text(page, '#exchange')).includes('error="invalid_token"'), await text(page, '#exchange'));
  holds('it says why', /^The server does not accept the token: exp has passed\. Sign in again\.$/.test(await text(page, '#outcome')), await text(page, '#outcome'));
  holds('and no row is lit', (await rows(page)).read_notes === 'barred', await rows(page));
  await browser.accessible(page, 'with a token that the server does not accept');
  await browser.picture(page, 'ended');
  const again = await popup(page);
  await seen(page, '#until', 'min');
  holds('Sign in again brings a new token, and the form is as it was', (await rows(page)).read_notes === 'allowed' && (await page.inputValue('#form input')) === 'mich', await rows(page));
  await until(() => again.isClosed());
}

/** The issuer is not there any more, neither its metadata nor its endpoints. */
async function away() {
  await page.click('#forget');
  metadata.closeAllConnections();
  await new Promise((closed) => metadata.close(closed));
  await provider.stop();
  await page.click('#sign-in');
  holds('an issuer that is away is named', await seen(page, '#outcome', `The issuer ${ISSUER} cannot be reached from this page`), await text(page, '#outcome'));
}
