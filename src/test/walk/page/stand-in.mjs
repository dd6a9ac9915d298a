// The sign-in page of the stand-in issuer.
import { popup } from './browser.mjs';

/** In the window of the issuer: this person, and allow or deny. */
export async function decide(window, owner, decision) {
  await window.waitForSelector('input[name=owner]');
  await window.check(`input[name=owner][value=${owner}]`);
  await window.click(`button[value=${decision}]`);
}

export async function signIn(page, owner, decision = 'allow', from = '#sign-in') {
  await decide(await popup(page, from), owner, decision);
}
