// Three people side by side: a token stays as it was issued. And the tutorial's four steps.
import { seen, text } from './browser.mjs';
import { holds } from './checks.mjs';

export async function people(browser, page) {
  const person = (name, what) => page.click(`[data-person=${name}] button:text-is("${what}")`);
  const said = (name, part) => seen(page, `[data-person=${name}] .said`, part);
  const tops = await page.$$eval('[data-person]', (cards) => cards.map((card) => [card.dataset.person, Math.round(card.getBoundingClientRect().top)]));
  holds('three people are side by side, with their rings', tops.map(([name]) => name).join() === 'ray,mich,operator' && new Set(tops.map(([, top]) => top)).size === 1 && (await text(page, '[data-person=ray] .ring')) === 'ring public', tops);
  await person('ray', 'New token');
  await said('ray', 'has a new token');
  await person('ray', 'Use');
  await seen(page, '#who', 'ray');
  holds('the token of a person can be used in the page', (await text(page, '#scopes')) === 'notes:read', await text(page, '#scopes'));
  await page.click('#table tr[data-tool=add_note] button');
  for (const name of ['mich', 'operator']) {
    await person(name, 'New token');
    await said(name, 'has a new token');
  }
  await person('ray', 'Call');
  holds('ray is refused', await said('ray', 'refused, needs notes:write'), '');
  await person('mich', 'Call');
  holds('mich is allowed', await said('mich', 'allowed'), '');
  await person('ray', 'Promote');
  holds('ray is promoted', await said('ray', 'now ic-member; the token is as it was'), '');
  await person('ray', 'Call');
  holds('who is promoted is still refused with the old token', await said('ray', 'refused, needs notes:write'), '');
  await person('ray', 'New token');
  await said('ray', 'has a new token');
  await person('ray', 'Call');
  holds('a new token is allowed', await said('ray', 'allowed'), '');
  await browser.accessible(page, 'three people with tokens');
  await browser.picture(page, 'people');
  for (const [step, part] of [['1', 'HTTP 401'], ['2', 'authorization_servers']]) {
    await page.click(`[data-step="${step}"]`);
    holds(`step ${step} of the tutorial shows its exchange`, await seen(page, '#exchange', part), await text(page, '#exchange'));
  }
  for (const step of ['3', '4']) {
    const isCall = (each) => each.url().endsWith('/mcp') && (each.request().postData() ?? '').includes('tools/call');
    const [answer] = await Promise.all([page.waitForResponse(isCall), page.click(`[data-step="${step}"]`)]);
    holds(`step ${step} of the tutorial calls, and shows the answer`, answer.status() === 200 && (await seen(page, '#exchange', 'HTTP 200')), answer.status());
  }
}
