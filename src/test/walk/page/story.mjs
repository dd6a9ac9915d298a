// As each person from the sign-in to the step-up, allowed and denied, and the question of a tool.
import { call, fits, popup, rows, seen, stored, text, visibleToken } from './browser.mjs';
import { holds, until } from './checks.mjs';
import { decide, signIn } from './stand-in.mjs';

/** How far the story at the top of the page is: the steps that are done, and the current one. */
const story = (page) => page.$$eval('#story li', (steps) => [steps.filter((step) => step.classList.contains('done')).length, steps.findIndex((step) => step.hasAttribute('aria-current'))].join());

export async function ray(browser, page) {
  holds('the story begins with its first step', (await story(page)) === '0,0', await story(page));
  await page.click('#no-token');
  await page.waitForSelector('.outcome.no');
  holds('without a token it is 401, and the challenge says where to sign in', /HTTP 401[^]*resource_metadata=/.test(await text(page, '#exchange')) && (await story(page)) === '1,1', await text(page, '#exchange'));
  const window = await popup(page);
  await window.waitForSelector('input[name=owner]');
  await browser.accessible(window, 'the sign-in page of the stand-in');
  await browser.picture(window, 'sign-in');
  await decide(window, 'ray', 'allow');
  await seen(page, '#who', 'ray');
  holds('a sign-in asks for the scope of the challenge', (await text(page, '#scopes')) === 'notes:read', await text(page, '#scopes'));
  holds('it says who has the token, and for whom', (await text(page, '#who')) === 'ray' && (await text(page, '#client')) === 'this page', await text(page, '#holder'));
  let reach = await rows(page);
  holds('a token with notes:read reaches one row', reach.read_notes === 'allowed' && reach.add_note === 'barred' && reach.admin_purge === 'barred', reach);
  const first = await text(page, '#until');
  holds('it says until when, and counts', /^1[45] min/.test(first) && (await until(async () => (await text(page, '#until')) < first)), [first, await text(page, '#until')]);
  await until(() => page.context().pages().length === 1);
  holds('the window of the sign-in closes', page.context().pages().length === 1, page.context().pages().map((each) => each.url()));
  holds('the form is filled for a first try', (await page.inputValue('#form input')) === 'ray', await page.inputValue('#form input'));
  await browser.accessible(page, 'signed in');
  await browser.picture(page, 'signed-in');
  await page.click('#send');
  await page.waitForSelector('.outcome.yes');
  holds('what is allowed answers', (await text(page, '#exchange')).includes('HTTP 200'), await text(page, '#exchange'));
  holds('it speaks MCP 2026-07-28', (await text(page, '#exchange')).includes('MCP-Protocol-Version: 2026-07-28'), await text(page, '#exchange'));
  await browser.accessible(page, 'with an answer');
  await browser.picture(page, 'answer');
  await page.click('#next');
  holds('the next step is offered', (await text(page, '#send')) === 'Call add_note', await text(page, '#send'));
  await call(page, 'add_note', { user_id: 'mich', note: 'from the page' });
  await page.waitForSelector('#step-up');
  holds('a 403 is one sentence', (await text(page, '.outcome p')) === 'Refused: add_note needs the scope notes:write, which this token does not hold.', await text(page, '#outcome'));
  holds('the challenge is shown as it came', (await text(page, '#exchange')).includes('error="insufficient_scope", scope="notes:read notes:write"'), await text(page, '#exchange'));
  holds('the token is bound to a key of the page, and not shown', (await text(page, '#exchange')).includes('Authorization: DPoP (not shown)'), await text(page, '#exchange'));
  holds('four of five steps are done, and the last is the current one', (await story(page)) === '4,4', await story(page));
  await browser.accessible(page, 'at a 403');
  const whole = await page.$eval('#call', (each) => each.scrollHeight <= each.clientHeight);
  holds('with a 403 the form below it is whole', whole, whole);
  holds('with a 403 it fits the screen', (await fits(page)).every(Boolean), await fits(page));
  await browser.picture(page, 'page');
  holds('the token is in no address and not in the document', !(await visibleToken(page)), await visibleToken(page));
  const wider = await popup(page, '#step-up');
  holds('the step-up can be asked for once', await page.isDisabled('#step-up'));
  await page.click('#table tr[data-tool=read_notes] button');
  await decide(wider, 'ray', 'allow');
  await page.waitForSelector('.outcome.yes');
  holds('a row that is chosen meanwhile is not what is called', (await text(page, '#exchange')).includes('Mcp-Name: add_note'), await text(page, '#exchange'));
  reach = await rows(page);
  holds('after the step-up the same call is repeated and allowed', (await text(page, '#outcome')).includes('from the page') && reach.add_note === 'allowed', await text(page, '#outcome'));
  holds('the story is complete', (await story(page)) === '5,-1', await story(page));
  holds('it says what a stolen token is worth', (await text(page, '.bound')).includes('stolen, this token is worth nothing'), await text(page, '.bound'));
  await page.click('#steal');
  await page.waitForSelector('.outcome.no');
  holds('stolen, it is worth nothing', (await text(page, '#exchange')).includes('HTTP 401'), await text(page, '#outcome'));
  holds('nothing is stored', (await stored(page)) === '0,0,,0,0', await stored(page));
  await page.click('#forget');
  reach = await rows(page);
  holds('one click forgets the token', (await page.$('#sign-in')) && reach.read_notes === 'open', reach);
}

export async function mich(page) {
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
  const reach = await rows(page);
  holds('a denied step-up leaves the narrow token', reach.read_notes === 'allowed' && reach.add_note === 'barred', reach);
  await page.click('#forget');
}

export async function operator(browser, page) {
  await signIn(page, 'operator');
  await seen(page, '#who', 'operator');
  await call(page, 'admin_purge', { user_id: 'mich' });
  await page.waitForSelector('#step-up');
  await signIn(page, 'operator', 'allow', '#step-up');
  await page.waitForSelector('#decline');
  holds('the question of a purge is asked in the page', /^Delete .* of mich\?/.test(await text(page, '.question')), await text(page, '.question'));
  await browser.accessible(page, 'with a question');
  await browser.picture(page, 'question');
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
}
