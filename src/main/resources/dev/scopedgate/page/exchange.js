// What a person sees of a request: how far the story is, the exchange as it was sent, and its outcome in a sentence.
import { at, el, put } from './element.js';

const steps = () => [...at('story').children];

/** The steps of the story, by what has happened. */
export const NO_TOKEN = 0, SIGNED_IN = 1, CALLED = 2, REFUSED = 3, WIDENED = 4;

/** That step is done; the first that is not is the current one. */
export function did(step) {
  steps()[step].classList.add('done');
  mark();
}

export const isDone = (step) => steps()[step].classList.contains('done');

export function restart() {
  steps().forEach((each) => each.classList.remove('done'));
  mark();
}

function mark() {
  steps().forEach((each) => each.removeAttribute('aria-current'));
  steps().find((each) => !each.classList.contains('done'))?.setAttribute('aria-current', 'step');
}

const WAITING = 'Each HTTP request and its response appear here as they were sent, except the token.';

export function drawExchange(made) {
  const text = (title, body) => [el('h3', {}, title), el('pre', { tabindex: 0, role: 'region', 'aria-label': title }, body)];
  put('exchange', ...(made ? [...text('Request', made.request), ...text('Response', made.response)] : [el('p', { class: 'note' }, WAITING)]));
}

/** @param kind yes, no, ask, or nothing */
export function outcome(kind, ...content) {
  put('outcome', el('div', { class: `outcome ${kind}`, role: kind === 'no' ? 'alert' : 'status' }, ...content));
  at('outcome').scrollIntoView({ block: 'nearest' });
  at('call').scrollTop = 0;
}

/** Why the server refused, in one sentence. */
export function sentence({ status, challenge, json }) {
  if (status === 0) {
    return 'The server does not answer.';
  }
  const detail = challenge?.error_description ?? json?.detail ?? json?.error?.message ?? '';
  const plain = { 401: 'The server does not accept the token', 403: 'Refused', 429: 'Too many calls', 503: 'Not possible now' }[status];
  return `${plain ?? `The server answered ${status}`}${detail ? `: ${detail}` : ''}.`;
}
