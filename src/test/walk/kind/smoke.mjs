// smoke.mjs <server> <keycloak>: without a token 401 and the way on, with one that may 200, with one that may not 403.
import { randomUUID } from 'node:crypto';

const [server, keycloak] = process.argv.slice(2);
let failed = false;

function holds(sentence, condition, seen) {
  failed ||= !condition;
  console.log(condition ? `ok    ${sentence}` : `FAIL  ${sentence}\n      ${seen}`);
}

async function json(url, options = {}) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) {
    throw new Error(`${response.status} of ${new URL(url).pathname}`);
  }
  return response.status === 204 ? undefined : response.json();
}

const granted = (realm, parameters) =>
  json(`${keycloak}/realms/${realm}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', ...parameters }),
  }).then(answer => answer.access_token);

// nobody has a password in the realm's file, and its client sends people to a browser and asks
// for their consent: changed for this run
async function prepare(user, password) {
  const token = await granted('master', {
    client_id: 'admin-cli',
    username: process.env.KEYCLOAK_ADMIN,
    password: process.env.KEYCLOAK_ADMIN_PASSWORD,
  });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const realm = `${keycloak}/admin/realms/notes`;
  const [{ id }] = await json(`${realm}/users?exact=true&username=${user}`, { headers });
  await json(`${realm}/users/${id}/reset-password`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ type: 'password', value: password, temporary: false }),
  });
  const [agent] = await json(`${realm}/clients?clientId=agent`, { headers });
  await json(`${realm}/clients/${agent.id}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ ...agent, directAccessGrantsEnabled: true, consentRequired: false }),
  });
}

const subject = token => JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).sub;

const call = (token, tool, args) =>
  fetch(`${server}/mcp`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: args } }),
    signal: AbortSignal.timeout(30_000),
  });

// until both are forwarded
for (let attempt = 1; ; attempt++) {
  try {
    await fetch(`${server}/whoami`);
    await json(`${keycloak}/realms/notes`);
    break;
  } catch (notYet) {
    if (attempt === 120) {
      throw notYet;
    }
    await new Promise(done => setTimeout(done, 1000));
  }
}

const stranger = await fetch(`${server}/whoami`);
const challenge = stranger.headers.get('WWW-Authenticate') ?? '';
holds('without a token 401, and where to go on', stranger.status === 401 && challenge.startsWith('Bearer resource_metadata="'), challenge);
const metadata = await json(/resource_metadata="([^"]+)"/.exec(challenge)[1]);
holds('the metadata names the issuer', metadata.authorization_servers[0] === `${keycloak}/realms/notes`, JSON.stringify(metadata));

const password = randomUUID();
await prepare('mich', password);
const token = scope => granted('notes', { client_id: 'agent', username: 'mich', password, scope });
const writer = await token('notes:read notes:write');
const reader = await token('notes:read');

const stored = await call(writer, 'add_note', { user_id: subject(writer), note: 'from the cluster' });
const storedBody = await stored.text();
holds('with a token that may write 200, stored', stored.status === 200 && storedBody.includes('"stored":true'), `${stored.status} ${storedBody}`);
const read = await call(reader, 'read_notes', { user_id: subject(reader) });
const readBody = await read.text();
holds('with one that may read 200, the note', read.status === 200 && readBody.includes('from the cluster'), `${read.status} ${readBody}`);
const denied = await call(reader, 'add_note', { user_id: subject(reader), note: 'no' });
const asked = denied.headers.get('WWW-Authenticate') ?? '';
holds('with that one no writing: 403, and what to ask for', denied.status === 403 && asked.includes('scope="notes:read notes:write"'), `${denied.status} ${asked}`);

process.exit(failed ? 1 : 0);
