// Usage: node negotiation.mjs <URL of the MCP endpoint of a running quarkus:dev>
//
// The client in each of its version-negotiating modes: legacy it begins with initialize; where it chooses itself it asks
// with server/discover and gets what it asks for; a revision that is not spoken is answered 400 and -32022 with those of
// its kind that are.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { signIn } from './browser.mjs';
import { check, last, mark, walk, watched } from './checks.mjs';
import { Memory } from './memory.mjs';
import { stored, tutorialToken } from './tutorial.mjs';

const MODERN = '2026-07-28';
const LEGACY = '2025-11-25';
const UNKNOWN = '2027-01-01';
const mcp = new URL(process.argv[2]);
const user = `negotiation-${crypto.randomUUID()}`;

walk(60_000, async () => {
  const token = await tutorialToken(mcp, 'tok_reader');
  const given = { requestInit: { headers: { Authorization: `Bearer ${token}` } } };

  await works('legacy', { client: agent(), options: given, revision: LEGACY, answers: [200, 202] });
  await works('auto', { client: agent({ mode: 'auto' }), options: given, revision: MODERN, answers: [200] });
  await works('auto, legacy by an earlier verdict', {
    client: agent({ mode: 'auto' }),
    options: given,
    connecting: { prior: { kind: 'legacy' } },
    revision: LEGACY,
    answers: [200, 202],
  });

  const memory = new Memory();
  const stranger = new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: watched });
  await assert.rejects(agent({ mode: 'auto' }).connect(stranger), UnauthorizedError);
  await stranger.finishAuth((await signIn(memory.authorizationUrl, 'mich')).callback);
  const options = { authProvider: memory };
  await works('auto, after a sign-in', { client: agent({ mode: 'auto' }), options, revision: MODERN, answers: [200] });

  const since = mark();
  const pinned = agent({ mode: { pin: UNKNOWN } }).connect(transport(given));
  await assert.rejects(pinned);
  check(`pinned to ${UNKNOWN}: it is shown the revisions spoken and gives up at once, as it was told to`, () => {
    const { error } = last(mcp.pathname, 400).body;
    assert.equal(error.code, -32022);
    assert.deepEqual(error.data, { supported: [MODERN], requested: UNKNOWN });
    assert.deepEqual(since(mcp.pathname), [400]);
  });
});

// Connects, lists, makes an allowed call and a denied one.
async function works(mode, { client, options, connecting, revision, answers }) {
  const since = mark();
  await client.connect(transport(options), connecting);
  check(`${mode}: it connects with ${revision}`, () => {
    assert.deepEqual(since(mcp.pathname).slice(0, answers.length), answers);
    assert.equal(client.getNegotiatedProtocolVersion(), revision);
  });
  const { tools } = await client.listTools();
  const read = await client.callTool({ name: 'read_notes', arguments: { user_id: user } });
  check(`${mode}: it lists the tools and reads`, () => {
    assert.deepEqual(tools.map((tool) => tool.name), ['add_note', 'admin_purge', 'read_notes']);
    assert.deepEqual(read.structuredContent, { notes: [] });
  });
  const add = client.callTool({ name: 'add_note', arguments: { user_id: user, note: 'not to be' } });
  const refusal = await add.then(() => assert.fail('it was let through'), (reason) => reason);
  const notes = await stored(mcp, user);
  check(`${mode}: add_note is refused, and what it needs is named`, () => {
    assert.deepEqual(notes, []);
    if (options.authProvider) {
      assert.equal(options.authProvider.authorizationUrl.searchParams.get('scope'), 'notes:read notes:write');
    } else {
      assert.equal(refusal.message, 'Insufficient scope: required "notes:read notes:write"');
    }
  });
  await client.close();
}

function agent(versionNegotiation) {
  return new Client({ name: 'negotiation', version: '1.0.0' }, { versionNegotiation });
}

function transport(options) {
  return new StreamableHTTPClientTransport(mcp, { ...options, fetch: watched });
}
