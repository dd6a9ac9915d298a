// One person's session: the sign-in, the token in the memory of this page, and what it reaches.
import { at, button, el, put, say } from './element.js';
import { calls } from './calls.js';
import { prover } from './dpop.js';
import { did, drawExchange, isDone, NO_TOKEN, outcome, restart, sentence, SIGNED_IN } from './exchange.js';
import { exchange, post } from './mcp.js';
import { discover, reachable, register, signIn, SignInError } from './oauth.js';
import { holder, table } from './table.js';

let page;

/** The only place of the token, { value, prove }: it ends with the page. */
let token = null;
let who = null;
let rows = [];
let tools = new Map();
let chosen = null;
let ends = 0;

/** Whether the token has ended, by the clock of this page or because the server says so. */
let ended = false;
let signing = null;
let issuer = null;

/** What was asked for last, to ask for the same again. */
let asked;

/** Where the issuer ends its own session, if it says so (OpenID Connect RP-Initiated Logout 1.0 §2). */
let signOut = null;

/** The client ids of this page, by issuer. */
const registered = new Map();

const own = (path) => new URL(path.replace(/^\//, ''), document.baseURI).href;

const caller = calls({
  page: () => page,
  token: () => token,
  person: () => who?.sub,
  tool: (name) => tools.get(name),
  chosen: () => chosen,
  another: () => rows.find((row) => row.allowed === false && tools.has(row.name))?.name,
  choose,
  widen: authorize,
  end,
});

export async function begin(given) {
  page = given;
  rows = page.table ?? [];
  restart();
  draw();
  drawExchange(null);
  setInterval(tick, 1000);
  if (page.dev) {
    const { people } = await import('./people.js');
    await people(page, { adopt, callTool: caller.callTool, show: drawExchange, chosen: () => ({ tool: tools.get(chosen), args: caller.given() }) });
  }
}

// ------------------------------------------------------------ what is seen

function draw() {
  put('holder', ...(signing ? waiting() : token ? held() : nobody()));
  put('table', rows.length ? table(rows, chosen, choose) : el('p', { class: 'note' }, 'Sign in to see the scope table. Without a token it is not shown.'));
  caller.drawForm();
  tick();
}

const again = (text) => button(text, () => authorize(token ? asked : undefined), { id: 'sign-in', class: 'main' });

function nobody() {
  const choices = () => page.issuers.map((each) => el('option', {}, each));
  return [
    page.issuers.length > 1 && el('div', { class: 'field' }, el('label', { for: 'issuer' }, 'issuer'), el('select', { id: 'issuer' }, ...choices())),
    el('p', { class: 'row' }, again('Sign in'), button('Try without a token', tryWithout, { id: 'no-token' })),
    el('p', { class: 'note' }, 'Opens the sign-in of the issuer in a window. The token stays in the memory of this page: nothing is stored.'),
  ];
}

async function tryWithout() {
  const made = await post(page.resource, null, 'tools/list');
  drawExchange(made);
  if (made.status === 401) {
    did(NO_TOKEN);
    outcome('no', `Refused: there is no token. The answer says where to sign in, and which scope to ask for: ${made.challenge?.scope}.`);
  } else {
    outcome('no', sentence(made));
  }
}

const waiting = () => [
  el('p', {}, 'The sign-in is open in another window.'),
  el('p', {}, button('Cancel', () => signing.abort(), { id: 'cancel' })),
];

function held() {
  const until = el('span', { id: 'until' });
  const forgets = button('Forget the token', forget, { id: 'forget' });
  return [
    holder(who, until, registered.get(issuer) ?? page.client_id),
    token.prove && el('p', { class: 'bound' }, 'Bound to a key of this browser (DPoP): stolen, this token is worth nothing.'),
    el('p', { class: 'row' }, ended && again('Sign in again'), forgets, token.prove && button('Try it stolen', steal, { id: 'steal' })),
  ];
}

/** Sends the token as a thief would, who does not have the key. */
async function steal() {
  const made = await exchange(own(page.whoami ?? '/whoami'), { token: { value: token.value } });
  drawExchange(made);
  outcome('no', made.status === 401 ? `Sent without the key. ${sentence(made)}` : 'It was accepted without its key.');
}

function tick() {
  const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
  if (at('until')) {
    at('until').textContent = left && !ended ? `${Math.floor(left / 60)} min ${String(left % 60).padStart(2, '0')} s` : 'ended';
  }
  if (token && !left && !ended) {
    end('The token has ended.');
  }
}

/** The token is of no more use; the form stays as it is. */
function end(why) {
  ended = true;
  rows = rows.map((row) => ({ ...row, allowed: false }));
  outcome('no', why);
  draw();
}

function choose(name) {
  chosen = name;
  put('outcome');
  draw();
  say(`${name} is chosen`);
}

// ------------------------------------------------------------ sign-in

/** Signs in for these scopes, or for those of the challenge that a request without a token gets. */
async function authorize(scope) {
  issuer = at('issuer')?.value ?? issuer ?? page.issuers[0];
  // opened by the click itself, because a later one would be blocked
  const popup = window.open('', '', 'popup,width=520,height=720');
  signing = new AbortController();
  draw();
  at('cancel')?.focus();
  try {
    if (!scope) {
      const refused = await post(page.resource, null, 'server/discover');
      drawExchange(refused);
      if (refused.status === 401) {
        did(NO_TOKEN);
      }
      scope = refused.challenge?.scope;
    }
    const asking = { ...(await client()), scope };
    const go = (url) =>
      popup && !popup.closed
        ? popup.location.replace(url)
        : outcome('', el('a', { href: url, target: '_blank', rel: 'noopener' }, 'Open the sign-in page of the issuer'));
    const answer = await signIn(asking, go, signing.signal);
    signing = null;
    asked = scope;
    const isBound = /^dpop$/i.test(answer.token_type);
    await adopt({ value: answer.access_token, prove: isBound ? asking.prove : undefined }, answer.expires_in);
    return true;
  } catch (failure) {
    signing = null;
    popup?.close();
    draw();
    outcome('no', failure instanceof SignInError ? failure.message : `The sign-in failed: ${failure.message}`);
    at('sign-in')?.focus({ preventScroll: true });
    return false;
  }
}

/** This page as a client of the issuer. */
async function client() {
  const { origin, pathname } = new URL(page.resource);
  const [metadata, described] = await Promise.all([discover(issuer), exchange(`${origin}/.well-known/oauth-protected-resource${pathname}`)]);
  const redirectUri = own('scoped-gate/callback.html');
  reachable(metadata, 'token_endpoint', page.origins);
  if (!page.client_id && !registered.has(issuer)) {
    registered.set(issuer, await register(metadata, page.name, redirectUri, page.origins));
  }
  const clientId = page.client_id ?? registered.get(issuer);
  signOut = metadata.end_session_endpoint && new URL(metadata.end_session_endpoint);
  signOut?.searchParams.set('client_id', clientId);
  const binds = [described.json, metadata].every((each) => each?.dpop_signing_alg_values_supported?.includes('ES256'));
  return { issuer, metadata, clientId, redirectUri, resource: page.resource, prove: binds ? await prover() : undefined };
}

/** Takes the token, and shows what it reaches. */
async function adopt(given, seconds) {
  put('outcome');
  const seen = page.whoami ? await exchange(own(page.whoami), { token: given }) : { status: 200, json: {} };
  if (seen.status !== 200) {
    drawExchange(seen);
    forget();
    outcome('no', sentence(seen));
    return;
  }
  const listed = await post(page.resource, given, 'tools/list');
  rows = await tableOf(seen.json, given);
  token = given;
  ended = false;
  who = seen.json;
  // the issuer's seconds first: they hold with a wrong clock too
  ends = seconds || !who.expires_at ? Date.now() + 1000 * (seconds ?? 300) : Date.parse(who.expires_at);
  tools = new Map((listed.json?.result?.tools ?? []).map((tool) => [tool.name, tool]));
  chosen = tools.has(chosen) ? chosen : (rows.find((row) => tools.has(row.name))?.name ?? null);
  drawExchange(page.whoami ? seen : listed);
  did(NO_TOKEN);
  did(SIGNED_IN);
  draw();
  say(`Signed in as ${who.sub ?? 'somebody'}: ${rows.filter((row) => row.allowed).length} of ${rows.length} rows are allowed.`);
  at('forget')?.focus();
}

async function tableOf({ tools: reached = [], scopes = [] }, given) {
  const reach = new Map(reached.map((each) => [each.tool, each.allowed]));
  const all = page.scopes ? (await exchange(own(page.scopes), { token: given })).json?.scopes : null;
  const listed = all ?? reached.map(({ tool, ...row }) => ({ ...row, feature: 'tool', name: tool }));
  return listed.map((row) => ({
    ...row,
    allowed: (row.feature === 'tool' ? reach.get(row.name) : undefined) ?? scopes.includes(row.required_scope),
  }));
}

function forget() {
  signing?.abort();
  const wasSignedIn = token && isDone(SIGNED_IN);
  token = null;
  who = null;
  ended = false;
  tools = new Map();
  chosen = null;
  rows = page.table ?? [];
  put('outcome');
  restart();
  draw();
  drawExchange(null);
  if (wasSignedIn && signOut?.protocol.startsWith('http')) {
    const link = el('a', { id: 'sign-out', href: signOut.href, target: '_blank', rel: 'noopener noreferrer' }, 'Sign out there too');
    outcome('', 'The token is forgotten. The issuer may still know who you are: ', link);
  }
  say('The token is forgotten.');
  at('sign-in')?.focus();
}
