// In dev: three people of the stand-in issuer, side by side, and the four steps of the tutorial.
import { at, button, el, put, say } from './element.js';
import { exchange, post } from './mcp.js';
import { sample } from './form.js';

const RULES =
  'The issuer alone knows the ring of a person: it decides which scopes a new token gets. A token stays as it was issued. ' +
  'Try it with ray: new token, call, promote, call: still refused. New token, call: allowed.';

export async function people(page, { adopt, callTool, show, chosen }) {
  const issuer = page.issuers[0];
  const ask = (path, method = 'POST') => fetch(issuer + path, { method, credentials: 'omit', cache: 'no-store' }).then((answer) => answer.json());
  let known;
  try {
    known = (await ask('/people', 'GET')).people;
  } catch {
    at('people').hidden = true; // another issuer than the stand-in
    return;
  }
  const cards = known.map((person) => ({ ...person, token: null, scopes: null, said: '' }));

  const mint = async (card) => {
    const { access_token: value, scope, ring } = await ask(`/people/${card.name}/token`);
    Object.assign(card, { token: { value }, ring, scopes: scope.split(' '), said: 'has a new token', kind: null });
  };

  /** The chosen tool with the form's values, or the first that writes. */
  const target = async (card) => {
    const { tool, args } = chosen();
    if (tool) {
      return [tool, { ...sample(tool.inputSchema, card.name), ...args }];
    }
    const listed = (await post(page.resource, card.token, 'tools/list')).json.result.tools;
    const writes = page.table.filter((row) => row.feature === 'tool' && row.kind === 'write');
    const first = listed.find((each) => each.name === (writes[0] ?? page.table[0]).name);
    return [first, sample(first.inputSchema, card.name)];
  };

  const tried = async (card) => {
    const [tool, args] = await target(card);
    const made = await callTool(card.token, tool, args);
    const missing = made.json?.error?.data?.required_scopes?.join(' ');
    card.said = made.status === 403 ? `${tool.name}: refused, needs ${missing}` : `${tool.name}: ${made.status === 200 ? 'allowed' : made.status}`;
    card.kind = made.status === 200 ? 'yes' : 'no';
  };

  const act = (work) => async () => {
    try {
      await work();
    } catch (failure) {
      say(`That failed: ${failure.message}`);
    }
    draw();
  };

  const actions = (card) => [
    button('New token', act(() => mint(card)), { 'aria-label': `New token for ${card.name}` }),
    button('Promote', act(async () => {
      card.ring = (await ask(`/people/${card.name}/promote`)).ring;
      card.kind = null;
      card.said = card.token ? `now ${card.ring}; the token is as it was` : `now ${card.ring}`;
    }), { 'aria-label': `Promote ${card.name}` }),
    button('Call', act(() => tried(card)), { disabled: !card.token, 'aria-label': `Call as ${card.name}` }),
    button('Use', act(() => adopt(card.token)), { disabled: !card.token, 'aria-label': `Use the token of ${card.name} in this page` }),
  ];

  const step = (number, text, work) => button(`${number}. ${text}`, act(work), { 'data-step': number });
  const named = (name) => cards.find((card) => card.name === name);
  const fresh = async (card) => {
    await mint(card);
    await tried(card);
  };
  const steps = [
    step(1, 'No token: 401', async () => show(await post(page.resource, null, 'tools/list'))),
    step(2, 'Where to sign in', async () => {
      const { origin, pathname } = new URL(page.resource);
      show(await exchange(`${origin}/.well-known/oauth-protected-resource${pathname}`));
    }),
    step(3, 'ray calls: 403', () => fresh(named('ray'))),
    step(4, 'mich calls: stored', () => fresh(named('mich'))),
  ];

  const drawn = (card) =>
    el(
      'article',
      { class: 'card', 'data-person': card.name, 'aria-label': card.name },
      el('h3', {}, card.name),
      el('span', { class: 'ring' }, `ring ${card.ring}`),
      el('span', { class: 'held' }, ...[card.scopes ? card.scopes.map((scope) => el('code', { class: 'scope' }, scope)) : 'no token yet'].flat()),
      el('div', { class: 'row' }, ...actions(card)),
      el('p', { class: `said ${card.kind ?? ''}` }, card.said),
    );

  function draw() {
    const focused = document.activeElement?.getAttribute('aria-label');
    put(
      'cards',
      el('div', { class: 'row', role: 'group', 'aria-label': 'The tutorial in four steps' }, el('span', { class: 'note' }, 'The tutorial:'), ...steps),
      el('div', { class: 'cards' }, ...cards.map(drawn)),
      el('p', { class: 'note' }, RULES),
    );
    if (focused) {
      [...at('cards').querySelectorAll('button')].find((each) => each.getAttribute('aria-label') === focused)?.focus();
    }
    say(cards.map((card) => card.said && `${card.name}: ${card.said}`).filter(Boolean).join('; '));
  }
  draw();
}
