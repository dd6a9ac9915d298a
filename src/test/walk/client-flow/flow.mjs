// Usage: node flow.mjs <URL of the MCP endpoint of a running server> [<script of the person> [<client id>]]
//
// A real client that knows the URL and nothing else: it is refused, finds the authorization server, registers, signs in,
// reads, is refused the write, asks for more, writes. One line per check; the exit code says whether all held. The person
// with the browser is browser.mjs, who knows the pages of quarkus:dev; a client id that is given is the URL of a document,
// and is used in place of a registration. Where the issuer wants something before each scope, it is SCOPE_PREFIX in the
// environment.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { check, last, mark, walk, watched } from './checks.mjs';
import { Memory } from './memory.mjs';

const [mcp, person, document] = [new URL(process.argv[2]), process.argv[3] ?? './browser.mjs', process.argv[4]];
const { signIn } = await import(person);
const [READ, WRITE] = ['notes:read', 'notes:write'].map((name) => (process.env.SCOPE_PREFIX ?? '') + name);
const registrations = document ? [] : [201];
const user = `flow-${crypto.randomUUID()}`;
const memory = new Memory(document);

walk(60_000, async () => {
  const since = mark();
  await assert.rejects(connect(), UnauthorizedError);
  const refused = last(mcp.pathname);
  check('a stranger is answered 401 and where to look', () => {
    assert.equal(refused.status, 401);
    assert.match(refused.challenge, /^Bearer resource_metadata="[^"]+", scope="([^"]+)", DPoP algs="[^"]+"$/);
    assert.ok(refused.challenge.includes(`, scope="${READ}", `));
  });
  check('the client reads the metadata that the challenge names', () => {
    const named = /resource_metadata="([^"]+)"/.exec(refused.challenge)[1];
    assert.equal(last(new URL(named).pathname).status, 200);
  });
  check(`it finds the authorization server and ${document ? 'names its document' : 'registers'}`, () => {
    assert.equal(last('/.well-known/oauth-authorization-server').status, 200);
    assert.deepEqual(since('/register'), registrations);
    assert.equal(memory.authorizationUrl.searchParams.get('client_id'), document ?? memory.clientInformation().client_id);
  });
  check(`it asks for ${READ}, with PKCE, for this resource`, () => {
    const asked = memory.authorizationUrl.searchParams;
    assert.equal(asked.get('scope'), READ);
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('resource'), mcp.href);
  });

  await authorize(new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: watched }), [READ]);
  const { client, transport } = await connect();
  check('with that token it is let in', () => assert.equal(memory.tokens().scope, READ));

  const before = await client.callTool({ name: 'read_notes', arguments: { user_id: user } });
  check('read_notes works and finds nothing yet', () => assert.deepEqual(notes(before), []));

  const add = { name: 'add_note', arguments: { user_id: user, note: 'written after the step-up' } };
  await assert.rejects(client.callTool(add), UnauthorizedError);
  check('add_note is answered 403 with what it needs, and the client starts a new consent', () => {
    assert.equal(last(mcp.pathname).status, 403);
    assert.ok(last(mcp.pathname).challenge.includes(`error="insufficient_scope", scope="${READ} ${WRITE}"`));
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), `${READ} ${WRITE}`);
  });
  const denied = await client.callTool({ name: 'read_notes', arguments: { user_id: user } });
  check('the refused call has stored nothing', () => assert.deepEqual(notes(denied), []));

  await authorize(transport, [READ, WRITE]);
  const added = await client.callTool(add);
  check('after the step-up add_note works', () => assert.ok(!added.isError));
  const after = await client.callTool({ name: 'read_notes', arguments: { user_id: user } });
  check('and read_notes shows the note, once', () => {
    assert.deepEqual(notes(after).map((note) => note.note), ['written after the step-up']);
  });
  check(`the client has registered ${document ? 'nowhere' : 'once'}`, () => {
    assert.deepEqual(since('/register'), registrations);
  });
  await client.close();
});

async function connect() {
  const client = new Client({ name: 'client-flow', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: watched });
  await client.connect(transport);
  return { client, transport };
}

async function authorize(transport, expected) {
  const { scopes, callback } = await signIn(memory.authorizationUrl, 'mich');
  check(`the sign-in page offers ${expected.join(' and ')}`, () => assert.deepEqual(scopes, expected));
  check('the browser comes back with state, code and issuer', () => {
    assert.ok(memory.isOwnState(callback.get('state')));
    assert.ok(callback.get('code'));
    assert.equal(callback.get('iss'), memory.authorizationUrl.origin);
  });
  await transport.finishAuth(callback);
}

function notes(result) {
  assert.ok(!result.isError);
  return result.structuredContent.notes;
}
