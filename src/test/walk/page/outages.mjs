// A token that has ended, an issuer and a server that are away.
import { call, popup, rows, seen, text } from './browser.mjs';
import { holds } from './checks.mjs';
import { decide, signIn } from './stand-in.mjs';

export async function ended(browser, home) {
  const page = await browser.open(home, { before: (opened) => opened.clock.install() });
  await signIn(page, 'ray');
  await seen(page, '#who', 'ray');
  await page.clock.fastForward('16:00');
  await seen(page, '#until', 'ended');
  holds('when the token has ended no row is lit', (await rows(page)).read_notes === 'barred', await rows(page));
  await browser.accessible(page, 'with a token that has ended');
  await page.getByLabel(/^user_id/).fill('kept');
  // a proof of a key that is 16 minutes early is not accepted
  await page.clock.setSystemTime(new Date());
  await decide(await popup(page), 'ray', 'allow');
  await seen(page, '#until', 'min');
  holds('a new sign-in makes it good, and the form is as it was', (await rows(page)).read_notes === 'allowed' && (await page.inputValue('#form input')) === 'kept', await rows(page));
  await page.context().close();
}

export async function away(browser, home) {
  const page = await browser.open(home);
  await page.route(/127\.0\.0\.1:\d+\/\.well-known\/(oauth-authorization|openid)/, (route) => route.abort());
  await page.click('#sign-in');
  holds('an issuer that is away is named', await seen(page, '#outcome', 'cannot be reached from this page'), await text(page, '#outcome'));
  await browser.accessible(page, 'with an issuer that is away');
  await page.unrouteAll();
  await signIn(page, 'ray');
  await seen(page, '#who', 'ray');
  await page.route('**/mcp', (route) => route.abort());
  await call(page, 'read_notes', { user_id: 'mich' });
  holds('a server that is away is said', await seen(page, '#outcome', 'The server does not answer.'), await text(page, '#outcome'));
  await page.context().close();
}
