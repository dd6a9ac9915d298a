// A narrow screen, dark, without motion, and by keyboard alone.
import { call, seen, text } from './browser.mjs';
import { holds } from './checks.mjs';
import { signIn } from './stand-in.mjs';

/** Elements that reach beyond the screen or are cut off by what is around them. */
const cut = (page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll('main *')].filter((each) => each.checkVisibility() && each.closest('#status') === null);
    const outside = (each) => {
      const { left, right } = each.getBoundingClientRect();
      const around = each.closest('section')?.getBoundingClientRect();
      return left < 0 || right > innerWidth + 0.5 || (around && right > around.right + 0.5);
    };
    return shown.filter(outside).map((each) => each.outerHTML.slice(0, 90));
  });

async function narrow(browser, home) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.open(home, { width: 360, height: 740, colorScheme });
    await page.waitForSelector('.card');
    await browser.picture(page, `narrow-open-${colorScheme}`, { fullPage: true });
    await signIn(page, 'mich');
    await seen(page, '#who', 'mich');
    await call(page, 'add_note', { user_id: 'mich', note: 'narrow' });
    await page.waitForSelector('#step-up');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    holds(`nothing is wider than a screen of 360, ${colorScheme}`, wide <= 360, wide);
    holds(`nothing is cut off on a screen of 360, ${colorScheme}`, (await cut(page)).length === 0, await cut(page));
    const inView = await page.locator('#step-up').evaluate((each) => each.getBoundingClientRect().bottom <= innerHeight);
    holds(`on a screen of 360 the refusal is in view, ${colorScheme}`, inView, inView);
    await browser.accessible(page, `narrow, ${colorScheme}`);
    await browser.picture(page, colorScheme === 'light' ? 'narrow' : 'narrow-dark', { fullPage: true });
    await page.context().close();
  }
}

async function dark(browser, home) {
  const page = await browser.open(home, { colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.waitForSelector('.card');
  await browser.accessible(page, 'dark, without a token');
  await browser.picture(page, 'dark-open');
  await signIn(page, 'mich');
  await seen(page, '#who', 'mich');
  const shade = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
  holds('dark is dark', Math.max(...shade) < 64, shade);
  await page.click('#send');
  await page.waitForSelector('.outcome.yes');
  await browser.accessible(page, 'dark, with an answer');
  await call(page, 'add_note', { user_id: 'mich', note: 'dark' });
  await page.waitForSelector('#step-up');
  await browser.accessible(page, 'dark, at a 403');
  await browser.picture(page, 'dark');
  const moves = await page.evaluate(() => {
    const each = (style) => [style.transitionDuration, style.animationName, style.scrollBehavior];
    return document.getAnimations().length + [...document.querySelectorAll('*')].filter((node) => each(getComputedStyle(node)).join() !== '0s,none,auto').length;
  });
  holds('with reduced motion nothing moves', moves === 0, moves);
  await page.context().close();
}

/** Tabs until the focus is on it. */
async function reachByTab(page, selector) {
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      return true;
    }
    await page.keyboard.press('Tab');
  }
  return false;
}

/** Whether the focused element is marked. */
const marked = (page) => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle === 'solid');

async function keyboard(browser, home) {
  const page = await browser.open(home);
  await page.waitForSelector('.card');
  await reachByTab(page, '[role=tab]');
  holds('the focus is seen', await marked(page), await page.evaluate(() => document.activeElement.outerHTML));
  await page.keyboard.press('ArrowRight');
  holds('arrow keys choose a client', (await page.evaluate(() => document.activeElement.textContent)) === 'ChatGPT', '');
  await page.focus('body');
  await reachByTab(page, '#sign-in');
  const [window] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await window.waitForSelector('input[name=owner]');
  await reachByTab(window, 'button[value=allow]');
  await window.keyboard.press('Enter');
  await seen(page, '#who', 'ray');
  await reachByTab(page, '#table tr[data-tool=read_notes] button');
  await page.keyboard.press('Enter');
  await reachByTab(page, '#form input');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.outcome.yes');
  holds('by keyboard alone from sign-in to an answer', true, '');
  await reachByTab(page, '#next');
  await page.keyboard.press('Enter');
  await reachByTab(page, '#send');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#step-up');
  const focused = await page.evaluate(() => document.activeElement.id);
  holds('at a 403 the focus is on the way to go', focused === 'step-up', focused);
  const [wider] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await wider.waitForSelector('input[name=owner]');
  await reachByTab(wider, 'button[value=allow]');
  await wider.keyboard.press('Enter');
  await page.waitForSelector('.outcome.yes');
  holds('by keyboard alone from a 403 to an answer', (await text(page, '#outcome')).includes('add_note'), await text(page, '#outcome'));
  await page.context().close();
}

export const appearance = { narrow, dark, keyboard };
