// Usage: node sdk-1.mjs <URL of the MCP endpoint of a running quarkus:dev>
//
// The 1.x line of the TypeScript SDK: with a token of its user's own, signed in without a refresh token, and with one.
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import assert from 'node:assert/strict';
import { signIn } from '../client-flow/browser.mjs';
import { check, mark, walk, watched } from '../client-flow/checks.mjs';
import { Memory } from '../client-flow/memory.mjs';
import { stored, tutorialToken } from '../client-flow/tutorial.mjs';

const mcp = new URL(process.argv[2]);
const user = `sdk-1-${crypto.randomUUID()}`;
const read = { name: 'read_notes', arguments: { user_id: user } };
const add = (note) => ({ name: 'add_note', arguments: { user_id: user, note } });

walk(60_000, async () => {
  await withATokenOfItsOwn();
  await withoutARefreshToken();
  await withARefreshToken();
});

async function withATokenOfItsOwn() {
  const headers = { Authorization: `Bearer ${await tutorialToken(mcp, 'tok_reader')}` };
  const client = await works('own token', { requestInit: { headers } });
  const refusal = await client.callTool(add('not to be')).then(() => assert.fail('let through'), (reason) => reason);
  check('own token: add_note is refused, and the tool and the scope are named', () => {
    assert.equal(refusal.code, 403);
    assert.ok(refusal.message.includes("403 forbidden: tool 'add_note' requires scope 'notes:write'"), refusal.message);
  });
  await client.close();
}

async function withoutARefreshToken() {
  const memory = new Memory();
  memory.clientMetadata.grant_types = ['authorization_code'];
  const client = await signedIn('no refresh token', memory);

  const since = mark();
  await assert.rejects(client.callTool(add('stepped up')), UnauthorizedError);
  check('no refresh token: add_note is answered 403, and the client asks for a new consent to both scopes', () => {
    assert.deepEqual(since(mcp.pathname), [403]);
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), 'notes:read notes:write');
  });
  await consent(client, memory);
  assert.ok(!(await client.callTool(add('stepped up'))).isError);
  const notes = await client.callTool(read);
  check('no refresh token: after it add_note works, and read_notes still does', () => {
    assert.deepEqual(texts(notes), ['stepped up']);
  });
  await client.close();
}

async function withARefreshToken() {
  const memory = new Memory();
  const client = await signedIn('refresh token', memory);

  const since = mark();
  const refusal = await client.callTool(add('refreshed')).then(() => assert.fail('let through'), (reason) => reason);
  check('refresh token: the client refreshes instead of asking, tries once more and gives up', () => {
    assert.deepEqual(since('/token'), [200]);
    assert.deepEqual(since(mcp.pathname), [403, 403]);
    assert.equal(refusal.code, 403);
    assert.match(refusal.message, /403 after trying upscoping/);
  });
  const notes = await client.callTool(read);
  check('refresh token: it can still read, and nothing was stored', () => {
    assert.ok(!texts(notes).includes('refreshed'));
  });

  memory.saveTokens({ ...memory.tokens(), refresh_token: undefined });
  await assert.rejects(client.callTool(add('asked anew')), UnauthorizedError);
  await consent(client, memory);
  assert.ok(!(await client.callTool(add('asked anew'))).isError);
  const now = await stored(mcp, user);
  check('refresh token: once it is dropped, the client steps up', () => assert.ok(now.includes('asked anew')));
  await client.close();
}

async function signedIn(mode, memory) {
  const options = { authProvider: memory };
  await assert.rejects(connect(options), UnauthorizedError);
  check(`${mode}: a stranger is sent to sign in for notes:read`, () => {
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), 'notes:read');
  });
  const transport = new StreamableHTTPClientTransport(mcp, { ...options, fetch: watched });
  await consent({ transport }, memory);
  check(`${mode}: that is what it has`, () => {
    assert.equal('refresh_token' in memory.tokens(), memory.clientMetadata.grant_types.includes('refresh_token'));
    assert.equal(memory.tokens().scope, 'notes:read');
  });
  return works(mode, options);
}

async function works(mode, options) {
  const client = await connect(options);
  const { tools } = await client.listTools();
  const notes = await client.callTool(read);
  check(`${mode}: it connects, lists the tools and reads`, () => {
    assert.deepEqual(tools.map((tool) => tool.name), ['add_note', 'admin_purge', 'read_notes']);
    assert.ok(!notes.isError);
  });
  return client;
}

async function connect(options) {
  const client = new Client({ name: 'sdk-1', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(mcp, { ...options, fetch: watched }));
  return client;
}

async function consent({ transport }, memory) {
  const { callback } = await signIn(memory.authorizationUrl, 'mich');
  await transport.finishAuth(callback.get('code'));
}

function texts(result) {
  return result.structuredContent.notes.map((note) => note.note);
}
