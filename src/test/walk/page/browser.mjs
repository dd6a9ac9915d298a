// Debian's Chromium with the page open, and what a person does there and sees.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { holds, until } from './checks.mjs';

/** A name that is this machine to the browser, for a page of another origin. */
export const FOREIGN = 'evil.example';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const onThePath = (program) => process.env.PATH.split(delimiter).map((directory) => join(directory, program)).find(existsSync);

export class Browser {
  /** What the policy of the page reported, and errors in its scripts. */
  violations = [];
  #pictures;

  static async launch(executablePath = onThePath('chromium'), pictures = join(import.meta.dirname, '../../../../target/page')) {
    const browser = new Browser();
    mkdirSync(pictures, { recursive: true });
    browser.#pictures = pictures;
    const args = ['--no-sandbox', `--host-resolver-rules=MAP ${FOREIGN} 127.0.0.1`];
    browser.chromium = await chromium.launch({ executablePath, args });
    return browser;
  }

  /** A window of its own, with the page open. */
  async open(home, { width = 1280, height = 800, before = () => {}, ...options } = {}) {
    const context = await this.chromium.newContext({ viewport: { width, height }, ...options });
    context.setDefaultTimeout(20_000);
    await context.addInitScript({ path: axe });
    context.on('page', (each) =>
      each.on('console', (message) => {
        if (/Content Security Policy|TrustedScript|TrustedHTML/.test(message.text())) {
          this.violations.push(message.text());
        }
      }),
    );
    const page = await context.newPage();
    page.on('pageerror', (error) => this.violations.push(`error: ${error.message}`));
    await before(page);
    await page.goto(home);
    await page.waitForSelector('[role=tab]:enabled');
    return page;
  }

  async accessible(page, what) {
    const { violations: found } = await page.evaluate(() => globalThis.axe.run());
    holds(`axe finds nothing: ${what}`, found.length === 0, found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html + n.failureSummary).join(' ')}`));
  }

  picture(page, name, options) {
    return page.screenshot({ path: `${this.#pictures}/${name}.png`, ...options });
  }

  /** Ends the walk. */
  async end(failed) {
    holds('the policy reported nothing', this.violations.length === 0, this.violations);
    await this.chromium.close();
    process.exit(failed() ? 1 : 0);
  }
}

/** The state of each row of the table, by tool. */
export const rows = (page) => page.$$eval('#table tbody tr', (lines) => Object.fromEntries(lines.map((line) => [line.dataset.tool, line.className])));

export const text = (page, selector) => page.textContent(selector);

export const seen = (page, selector, part) => until(async () => ((await page.textContent(selector)) ?? '').includes(part));

export const fits = (page) => page.evaluate(() => [document.documentElement.scrollHeight <= innerHeight, document.documentElement.scrollWidth <= innerWidth]);

/** What a script of the page could leave behind: entries of both storages, cookies, databases, caches. */
export const stored = (page) =>
  page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length].join());

/** A part of a token that is in an address or in the document; nothing if none is. */
export async function visibleToken(page) {
  const all = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).join(' ') + location.href + document.documentElement.outerHTML);
  return all.match(/.{0,40}eyJ[\w-]{20}/)?.[0];
}

export async function call(page, tool, args) {
  await page.click(`#table tr[data-tool=${tool}] button`);
  for (const [name, value] of Object.entries(args)) {
    await page.getByLabel(new RegExp(`^${name}`)).fill(value);
  }
  await page.click('#send');
}

/** Clicks, and answers the window that opens. */
export async function popup(page, from = '#sign-in') {
  const [opened] = await Promise.all([page.waitForEvent('popup'), page.click(from)]);
  return opened;
}
