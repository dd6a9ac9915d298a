// The page: what it knows, the token in its memory, and what a person does with both.
import { at, button, el, notice, put, say } from './element.js';
import { clients, tabs } from './connect.js';
import { discover, register, signIn, SignInError } from './oauth.js';
import { call, exchange, post } from './mcp.js';
import { prover } from './dpop.js';
import { fields } from './form.js';
import { holder, table } from './table.js';

/** The only place of the token, { value, prove }: it ends with the page. */
let token = null;
let page;
let who = null;
let rows = [];
let tools = new Map();
let chosen = null;
let ends = 0;
let signing = null;
let issuer = null;

/** The client ids of this page, by issuer. */
const registered = new Map();

const own = (path) => new URL(path.replace(/^\//, ''), document.baseURI).href;

start().catch((failure) => notice(failure.message));

async function start() {
  const answer = await fetch('scoped-gate/page.json', { cache: 'no-cache', credentials: 'omit' });
  if (!answer.ok) {
    notice(`The server does not know the name ${location.host}: open the page at the origin of its resource.`);
    return;
  }
  page = await answer.json();
  document.title = page.name;
  at('name').textContent = page.name;
  put('endpoint', el('code', {}, page.resource), ' · issuer ', el('code', {}, page.issuers.join(', ')));
  put('clients', ...tabs(clients(page.name, page.resource)));
  document.body.dataset.mode = page.dev ? 'dev' : page.mode;
  if (page.mode !== 'full') {
    return;
  }
  if (new URL(page.resource).origin !== location.origin) {
    const origin = new URL(page.resource).origin;
    notice(`To sign in, open this page at ${origin}: tokens are for ${page.resource}.`);
    return;
  }
  if (!isSecureContext) {
    notice('To sign in, open this page over https: a browser makes no keys on http.');
    return;
  }
  rows = page.table ?? [];
  const { origin, pathname } = new URL(page.resource);
  const described = await exchange(`${origin}/.well-known/oauth-protected-resource${pathname}`);
  page.dpop = described.json?.dpop_signing_alg_values_supported?.includes('ES256');
  ['reach', 'call', 'wire'].forEach((id) => (at(id).hidden = false));
  draw();
  drawExchange(null);
  setInterval(tick, 1000);
  if (page.dev) {
    const { people } = await import('./people.js');
    await people(page, { adopt, callTool, show: drawExchange, chosen: () => ({ tool: tools.get(chosen), args: given() }) });
  }
}

// ------------------------------------------------------------ what is seen

function draw() {
  const until = el('span', { id: 'until' });
  const holds = token
    ? [holder(who, until, button('Forget the token', forget, { id: 'forget' })), token.prove && bound()]
    : signing
      ? [el('p', {}, 'The sign-in is open in another window.'), el('p', {}, button('Cancel', () => signing.abort(), { id: 'cancel' }))]
      : [
          page.issuers.length > 1 &&
            el('div', { class: 'field' }, el('label', { for: 'issuer' }, 'issuer'), el('select', { id: 'issuer' }, ...page.issuers.map((each) => el('option', {}, each)))),
          el('p', {}, button('Sign in', () => begin(), { id: 'sign-in', class: 'main' }), ' The token stays in the memory of this page.'),
        ];
  put('holder', ...holds);
  put('table', rows.length ? table(rows, chosen, choose) : el('p', { class: 'note' }, 'The table is shown to who has a token.'));
  drawForm();
  tick();
}

/** What a bound token is, and the proof of it. */
function bound() {
  const steal = async () => {
    const made = await exchange(own(page.whoami ?? '/whoami'), { token: { value: token.value } });
    drawExchange(made);
    outcome('no', made.status === 401 ? sentence(made) : 'It was accepted without its key.');
  };
  return el('p', { class: 'bound' }, 'Bound to a key of this browser (DPoP): stolen, this token is worth nothing. ', button('Try it stolen', steal, { id: 'steal' }));
}

let form = null;

const given = () => form?.values();

function drawForm() {
  const tool = tools.get(chosen);
  if (!tool) {
    form = null;
    put('form', el('p', { class: 'note' }, token ? 'Choose a tool in the table.' : 'Sign in, then choose a tool in the table.'));
    return;
  }
  const before = form?.tool.name === tool.name ? kept() : undefined;
  form = fields(tool.inputSchema, before);
  form.tool = tool;
  put(
    'form',
    el(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault();
          send();
        },
      },
      tool.description && el('p', { class: 'hint' }, tool.description),
      el('div', { class: 'fields' }, ...form.nodes),
      el('p', {}, el('button', { class: 'main', id: 'send', disabled: !token }, `Call ${tool.name}`)),
    ),
  );
}

/** What the form holds, unless a text in it is no JSON. */
function kept() {
  try {
    return form.values();
  } catch {
    return undefined;
  }
}

function drawExchange(made) {
  const text = (title, body) => [el('h3', {}, title), el('pre', { tabindex: 0, role: 'region', 'aria-label': title }, body)];
  put('exchange', ...(made ? [...text('Request', made.request), ...text('Response', made.response)] : [el('p', { class: 'note' }, 'No request yet.')]));
}

function outcome(kind, ...content) {
  put('outcome', el('div', { class: `outcome ${kind}`, role: kind === 'no' ? 'alert' : 'status' }, ...content));
}

function tick() {
  const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
  if (at('until')) {
    at('until').textContent = left ? `${Math.floor(left / 60)} min ${String(left % 60).padStart(2, '0')} s` : 'ended';
  }
  if (token && !left && rows.some((row) => row.allowed)) {
    rows = rows.map((row) => ({ ...row, allowed: false }));
    say('The token has ended.');
    draw();
  }
}

function choose(name) {
  chosen = name;
  put('outcome');
  draw();
  say(`${name} is chosen`);
}

// ------------------------------------------------------------ sign-in

/** Signs in for these scopes, or for those of the challenge that a request without a token gets. */
async function begin(scope) {
  // a step-up goes to the issuer of the token
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
      scope = refused.challenge?.scope;
    }
    const metadata = await discover(issuer);
    const redirectUri = own('scoped-gate/callback.html');
    if (!page.client_id && !registered.has(issuer)) {
      registered.set(issuer, await register(metadata, page.name, redirectUri));
    }
    const clientId = page.client_id ?? registered.get(issuer);
    const binds = page.dpop && metadata.dpop_signing_alg_values_supported?.includes('ES256');
    const prove = binds ? await prover() : undefined;
    const asking = { issuer, metadata, clientId, redirectUri, resource: page.resource, scope, prove };
    const go = (url) =>
      popup && !popup.closed
        ? popup.location.replace(url)
        : outcome('', el('a', { href: url, target: '_blank', rel: 'noopener' }, 'Open the sign-in page of the issuer'));
    const answer = await signIn(asking, go, signing.signal);
    signing = null;
    const isBound = /^dpop$/i.test(answer.token_type);
    await adopt({ value: answer.access_token, prove: isBound ? prove : undefined }, answer.expires_in);
    return true;
  } catch (failure) {
    signing = null;
    popup?.close();
    draw();
    outcome('no', failure instanceof SignInError ? failure.message : `The sign-in failed: ${failure.message}`);
    at('sign-in')?.focus();
    return false;
  }
}

/** Takes the token, and shows what it reaches. */
async function adopt(given, seconds) {
  token = given;
  put('outcome');
  const asked = page.whoami ? await exchange(own(page.whoami), { token }) : { status: 200, json: {} };
  if (asked.status !== 200) {
    drawExchange(asked);
    forget();
    outcome('no', sentence(asked));
    return;
  }
  who = asked.json;
  ends = who.expires_at ? Date.parse(who.expires_at) : Date.now() + 1000 * (seconds ?? 300);
  const listed = await post(page.resource, token, 'tools/list');
  tools = new Map((listed.json?.result?.tools ?? []).map((tool) => [tool.name, tool]));
  rows = await tableOf(who);
  chosen = tools.has(chosen) ? chosen : (rows.find((row) => tools.has(row.name))?.name ?? null);
  drawExchange(page.whoami ? asked : listed);
  draw();
  say(`Signed in as ${who.sub ?? 'somebody'}: ${rows.filter((row) => row.allowed).length} of ${rows.length} rows are allowed.`);
  at('forget')?.focus();
}

async function tableOf({ tools: reached = [], scopes = [] }) {
  const reach = new Map(reached.map((each) => [each.tool, each.allowed]));
  const all = page.scopes ? (await exchange(own(page.scopes), { token })).json?.scopes : null;
  const listed = all ?? reached.map(({ tool, ...row }) => ({ ...row, feature: 'tool', name: tool }));
  return listed.map((row) => ({
    ...row,
    allowed: (row.feature === 'tool' ? reach.get(row.name) : undefined) ?? scopes.includes(row.required_scope),
  }));
}

function forget() {
  signing?.abort();
  token = null;
  who = null;
  tools = new Map();
  chosen = null;
  rows = page.table ?? [];
  put('outcome');
  draw();
  drawExchange(null);
  say('The token is forgotten.');
  at('sign-in')?.focus();
}

// ------------------------------------------------------------ calls

/** Calls with the token of that person, shows the exchange, and answers it. */
async function callTool(by, tool, args, more) {
  const made = await call(page.resource, by, tool, args, more);
  drawExchange(made);
  return made;
}

/** @param name the tool of a call that is sent again: another may be chosen by now */
async function send(args, more, name = chosen) {
  const tool = tools.get(name);
  if (!tool) {
    outcome('no', `This token's list has no tool ${name}.`);
    return;
  }
  try {
    args ??= given();
  } catch {
    outcome('no', 'A field that holds JSON has text that is not JSON.');
    return;
  }
  const made = await callTool(token, tool, args, more);
  const result = made.json?.result;
  if (result?.resultType === 'input_required') {
    ask(result, args, name);
  } else if (made.status === 403 && made.challenge?.error === 'insufficient_scope') {
    const missing = made.json?.error?.data?.required_scopes?.join(' ') ?? made.challenge.scope;
    const stepUp = async () => {
      at('step-up').disabled = true;
      if (await begin(made.challenge.scope)) {
        await send(args, more, name);
      }
    };
    outcome(
      'no',
      el('p', {}, `Refused: ${tool.name} needs the scope ${missing}, which this token does not hold.`),
      button(`Ask for ${missing}`, stepUp, { id: 'step-up', class: 'main' }),
    );
    at('step-up').focus();
  } else if (made.status === 200 && result && !result.isError) {
    outcome('yes', el('p', {}, `${tool.name} answered:`), el('pre', { tabindex: 0, role: 'region', 'aria-label': 'Answer' }, answerOf(result)));
  } else {
    outcome('no', result ? answerOf(result) : sentence(made));
  }
}

const answerOf = ({ content = [] }) => content.map((part) => part.text ?? `(${part.type})`).join('\n');

/** Why the server refused, in one sentence. */
function sentence({ status, challenge, json }) {
  if (status === 0) {
    return 'The server does not answer.';
  }
  const detail = challenge?.error_description ?? json?.detail ?? json?.error?.message ?? '';
  const plain = { 401: 'The token is not accepted', 403: 'Refused', 429: 'Too many calls', 503: 'Not possible now' }[status];
  return `${plain ?? `The server answered ${status}`}${detail ? `: ${detail}` : ''}.`;
}

/** The questions of the tool; the same call is sent again with the answers (MCP 2026-07-28, multi round-trip requests). */
function ask({ inputRequests, requestState }, args, name) {
  const asked = Object.entries(inputRequests).map(([key, { params }]) => [key, params, fields(params.requestedSchema)]);
  const reply = (action) => {
    const inputResponses = Object.fromEntries(
      asked.map(([key, , form]) => [key, action === 'accept' ? { action, content: form.values() } : { action }]),
    );
    return send(args, { inputResponses, requestState }, name);
  };
  outcome(
    'ask',
    el(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault();
          reply('accept');
        },
      },
      ...asked.flatMap(([, params, form]) => [el('p', { class: 'question' }, params.message), ...form.nodes]),
      el('p', {}, el('button', { class: 'main', id: 'accept' }, 'Answer'), ' ', button('No', () => reply('decline'), { id: 'decline' })),
    ),
  );
  at('outcome').querySelector('input,select,textarea,button').focus();
}
