// Usage: RAY=<password> MICH=<password> node keycloak.mjs <URL of an MCP endpoint behind the realm of k8s/components/keycloak>
//
// The client as in flow.mjs, at a real Keycloak: as the client that the realm knows, for one who may write and for one who
// never can, and as one that registers itself.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { check, last, mark, walk, watched } from './checks.mjs';
import { signIn } from './keycloak-pages.mjs';
import { Memory } from './memory.mjs';
import { authorizationServer } from './tutorial.mjs';

const mcp = new URL(process.argv[2]);

walk(180_000, async () => {
  await whoMayWrite();
  await whoNeverCan();
  await whoRegisters();
});

async function whoMayWrite() {
  const mich = await signedIn('mich', process.env.MICH, await known());
  const add = mich.add('written after the step-up');
  await refused(mich, add);
  await mich.consents('Add notes');
  const added = await mich.client.callTool(add);
  check('mich: after the step-up add_note works', () => assert.ok(!added.isError));
  const notes = await mich.notes();
  check('mich: and read_notes shows the note', () => assert.ok(notes.includes('written after the step-up')));
  await mich.client.close();
}

async function whoNeverCan() {
  const ray = await signedIn('ray', process.env.RAY, await known());
  const add = ray.add('not to be');
  await refused(ray, add);
  await ray.consents('Add notes');
  check('ray: the answer to his consent says that he was granted no more', () => {
    assert.equal(ray.memory.tokens().scope, 'notes:read');
  });
  const since = mark();
  await assert.rejects(ray.client.callTool(add), UnauthorizedError);
  check('ray: the next call ends with one 403 that names the scope; nothing is tried again without him', () => {
    assert.deepEqual(since(mcp.pathname), [403]);
    assert.deepEqual(since(`${realm(ray)}/protocol/openid-connect/token`), []);
    assert.match(last(mcp.pathname).challenge, /scope="notes:read notes:write"/);
  });
  const notes = await ray.notes();
  check('ray: he can still read, and nothing was stored', () => assert.ok(!notes.includes('not to be')));
  await ray.client.close();
}

async function whoRegisters() {
  const since = mark();
  const mich = await signedIn('a stranger', process.env.MICH, new Memory(), 'mich');
  check('a stranger: the client has registered itself, once', () => {
    assert.deepEqual(since(`${realm(mich)}/clients-registrations/openid-connect`), [201]);
  });
  await refused(mich, mich.add('not to be'));
  const { callback } = await signIn(mich.memory.authorizationUrl, 'mich', process.env.MICH);
  check('a stranger: it registered for notes:read, so Keycloak ends the step-up with invalid_scope, before any page', () => {
    assert.equal(callback.get('error'), 'invalid_scope');
    assert.equal(callback.get('code'), null);
  });
  const notes = await mich.notes();
  check('a stranger: it can still read, and nothing was stored', () => assert.ok(!notes.includes('not to be')));
  await mich.client.close();
}

// The client that the realm's file knows
async function known() {
  const memory = new Memory();
  memory.saveClientInformation({ client_id: 'agent', issuer: await authorizationServer(mcp) });
  return memory;
}

async function signedIn(who, password, memory, user = who) {
  const transport = () => new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: watched });
  const client = () => new Client({ name: 'keycloak', version: '1.0.0' });
  await assert.rejects(client().connect(transport()), UnauthorizedError);
  check(`${who}: the client finds the realm and asks for notes:read, with PKCE, for this resource`, () => {
    const { pathname, searchParams: asked } = memory.authorizationUrl;
    assert.equal(last(`/.well-known/oauth-authorization-server${pathname.split('/protocol')[0]}`).status, 200);
    assert.equal(asked.get('scope'), 'notes:read');
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('resource'), mcp.href);
  });
  const session = { who, memory, transport: transport(), client: client() };
  session.consents = async (expected) => {
    const { consent, callback } = await signIn(memory.authorizationUrl, user, password);
    check(`${who}: is asked to consent to what is new: ${expected}`, () => assert.deepEqual(consent, [expected]));
    await session.transport.finishAuth(callback);
  };
  await session.consents('Read notes');
  session.transport = transport();
  await session.client.connect(session.transport);
  const answer = await fetch(new URL('/whoami', mcp), {
    headers: { authorization: `Bearer ${memory.tokens().access_token}` },
  });
  const { sub } = await answer.json();
  session.add = (note) => ({ name: 'add_note', arguments: { user_id: sub, note } });
  session.notes = async () => {
    const read = await session.client.callTool({ name: 'read_notes', arguments: { user_id: sub } });
    return read.structuredContent.notes.map((note) => note.note);
  };
  await session.notes();
  check(`${who}: with that token read_notes works`, () => assert.equal(memory.tokens().scope, 'notes:read'));
  return session;
}

async function refused({ who, client, memory }, add) {
  await assert.rejects(client.callTool(add), UnauthorizedError);
  check(`${who}: add_note is answered 403, and the client asks for a consent to both scopes`, () => {
    assert.equal(last(mcp.pathname).status, 403);
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), 'notes:read notes:write');
  });
}

function realm({ memory }) {
  return memory.authorizationUrl.pathname.split('/protocol')[0];
}
