// Usage: node modern.mjs <URL of the MCP endpoint of a running quarkus:dev>
//
// The client with the revision 2026-07-28, which it is told to use or chooses: from the URL alone it signs in, lists,
// reads, is refused, steps up and writes; then its person is asked before a purge. A legacy client works beside it.
import { UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { Agent } from './agent.mjs';
import { check, last, mark, walk } from './checks.mjs';
import { Memory } from './memory.mjs';
import { stored } from './tutorial.mjs';

const MODERN = '2026-07-28';
const mcp = new URL(process.argv[2]);

walk(120_000, async () => {
  await fromTheUrlAlone(`pinned to ${MODERN}`, { pin: MODERN });
  await fromTheUrlAlone('auto', 'auto');
});

async function fromTheUrlAlone(mode, negotiation) {
  const user = `modern-${crypto.randomUUID()}`;
  const read = { name: 'read_notes', arguments: { user_id: user } };
  const add = { name: 'add_note', arguments: { user_id: user, note: 'written after the step-up' } };
  const memory = new Memory();
  const agent = new Agent(mcp, negotiation, memory);

  const since = mark();
  await assert.rejects(agent.connect(), UnauthorizedError);
  check(`${mode}: its first request is server/discover, and is answered 401 and where to sign in`, () => {
    const first = last(mcp.pathname);
    assert.deepEqual(since(mcp.pathname, request), [[MODERN, 'server/discover', 401]]);
    assert.match(first.challenge, /^Bearer resource_metadata="[^"]+", scope="notes:read", DPoP algs="[^"]+"$/);
  });

  await agent.consent(['notes:read']);
  const connecting = mark();
  await agent.connect();
  const { tools } = await agent.client.listTools();
  const before = await agent.client.callTool(read);
  check(`${mode}: signed in, it connects with ${MODERN}, lists the tools and reads, without initialize`, () => {
    assert.equal(agent.client.getNegotiatedProtocolVersion(), MODERN);
    assert.deepEqual(connecting(mcp.pathname, request), [
      [MODERN, 'server/discover', 200],
      [MODERN, 'tools/list', 200],
      [MODERN, 'tools/call', 200],
    ]);
    assert.deepEqual(tools.map((tool) => tool.name), ['add_note', 'admin_purge', 'read_notes']);
    assert.deepEqual(notes(before), []);
  });

  await assert.rejects(agent.client.callTool(add), UnauthorizedError);
  check(`${mode}: add_note is answered 403 with what it needs, and the client starts a new consent`, () => {
    assert.equal(last(mcp.pathname).status, 403);
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), 'notes:read notes:write');
  });
  const denied = await stored(mcp, user);
  check(`${mode}: nothing was stored`, () => assert.deepEqual(denied, []));
  await agent.consent(['notes:read', 'notes:write']);
  await agent.client.callTool(add);
  const added = await agent.client.callTool(read);
  check(`${mode}: after the step-up add_note works`, () => assert.deepEqual(notes(added), [add.arguments.note]));

  await purge(mode, agent, user, add);
  await besideALegacyClient(mode, agent, memory, read, add);
  await agent.client.close();
}

async function purge(mode, agent, user, add) {
  const purging = { name: 'admin_purge', arguments: { user_id: user } };
  await assert.rejects(agent.client.callTool(purging), UnauthorizedError);
  await agent.consent(['notes:read', 'notes:write', 'admin:notes']);

  for (const [answer, outcome] of [
    [{ action: 'decline' }, 'declined'],
    [{ action: 'accept', content: { confirm: false } }, 'answered no'],
    [{ action: 'cancel' }, 'cancelled'],
  ]) {
    agent.answer = answer;
    agent.asked = [];
    const result = await agent.client.callTool(purging);
    const kept = await stored(mcp, user);
    check(`${mode}: a purge that the person ${outcome} deletes nothing`, () => {
      const question = `Delete the only note of ${user}? This cannot be undone.`;
      assert.deepEqual(agent.asked.map((asked) => asked.params.message), [question]);
      assert.deepEqual(result.structuredContent, { user_id: user, purged: 0, complete: false, declined: true });
      assert.deepEqual(kept, [add.arguments.note]);
    });
  }

  agent.answer = { action: 'accept', content: { confirm: true } };
  const since = mark();
  const result = await agent.client.callTool(purging);
  const left = await stored(mcp, user);
  check(`${mode}: a purge that the person accepts takes two requests and deletes`, () => {
    assert.deepEqual(since(mcp.pathname, request), [
      [MODERN, 'tools/call', 200],
      [MODERN, 'tools/call', 200],
    ]);
    assert.deepEqual(result.structuredContent, { user_id: user, purged: 1, complete: true });
    assert.deepEqual(left, []);
  });
}

// Over the connections of one pool, which fetch keeps for the server
async function besideALegacyClient(mode, agent, memory, read, add) {
  const legacy = new Agent(mcp, 'legacy', memory);
  await legacy.connect();
  await legacy.client.callTool(add);
  const since = mark();
  const calls = Array.from({ length: 20 }, (_, i) => (i % 2 ? legacy : agent).client.callTool(read));
  const answers = await Promise.all(calls);
  check(`${mode}: beside a legacy client on the same connections, both read the same`, () => {
    const revisions = since(mcp.pathname, ({ revision }) => revision);
    assert.equal(legacy.client.getNegotiatedProtocolVersion(), '2025-11-25');
    assert.equal(revisions.filter((revision) => revision === MODERN).length, 10);
    assert.equal(revisions.filter((revision) => revision === '2025-11-25').length, 10);
    answers.forEach((answer) => assert.deepEqual(notes(answer), [add.arguments.note]));
  });
  const purged = await legacy.client.callTool({ name: 'admin_purge', arguments: read.arguments });
  check(`${mode}: the legacy client cannot be asked, and its purge deletes`, () => {
    assert.deepEqual(purged.structuredContent, { user_id: add.arguments.user_id, purged: 1, complete: true });
    assert.deepEqual(legacy.asked, []);
  });
  await legacy.client.close();
}

function request({ revision, method, status }) {
  return [revision, method, status];
}

function notes(result) {
  assert.ok(!result.isError);
  return result.structuredContent.notes.map((note) => note.note);
}
