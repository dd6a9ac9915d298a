// The table tool, scope, kind; after a sign-in each row is allowed or barred by the token.
import { button, el } from './element.js';

/** Rows are { feature, name, required_scope, kind, allowed }; allowed is undefined without a token. */
export function table(rows, chosen, choose) {
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...['tool', 'scope', 'kind', 'this token'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, ...rows.map((row) => line(row, chosen, choose))),
  );
}

function line(row, chosen, choose) {
  const state = { true: 'allowed', false: 'barred', undefined: 'open' }[row.allowed];
  const name =
    row.feature === 'tool'
      ? button(row.name, () => choose(row.name), { class: 'link', 'aria-pressed': String(row.name === chosen) })
      : `${row.feature} ${row.name}`;
  return el(
    'tr',
    { class: state, 'data-tool': row.name },
    el('th', { scope: 'row' }, name),
    el('td', {}, el('code', {}, row.required_scope)),
    el('td', {}, row.kind),
    el('td', { class: 'state' }, { allowed: '✓ allowed', barred: '✕ refused', open: 'no token' }[state]),
  );
}

/**
 * Who holds the token, for whom, with which scopes, until when.
 *
 * @param page the client id of this page
 */
export function holder(who, until, page) {
  const pair = (name, value, properties) => value && el('div', {}, el('dt', {}, name), el('dd', properties ?? {}, ...[value].flat()));
  return el(
    'dl',
    { class: 'holder' },
    pair('who', who.sub, { id: 'who' }),
    pair('ring', who.ring),
    pair('scopes', who.scopes?.length ? who.scopes.map((scope) => el('code', { class: 'scope' }, scope)) : 'none', { id: 'scopes' }),
    pair('ends in', until),
    pair('client', who.client_id === page ? 'this page' : who.client_id, { id: 'client' }),
  );
}
