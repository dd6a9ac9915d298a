// Usage: node mcp-remote.mjs <URL of the MCP endpoint of a running quarkus:dev>
//
// mcp-remote, the bridge for clients that speak stdio alone: three lines go in, what comes out on stdout is what such a
// client gets. With a token of its user's own in a header, and signed in by itself.
import assert from 'node:assert/strict';
import { signIn } from '../client-flow/browser.mjs';
import { check, walk } from '../client-flow/checks.mjs';
import { stored, tutorialToken } from '../client-flow/tutorial.mjs';
import { Program } from './program.mjs';

const mcp = new URL(process.argv[2]);
const user = `mcp-remote-${crypto.randomUUID()}`;
const initialize = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'three-lines', version: '1.0.0' },
};
const add = (note) => ({ name: 'add_note', arguments: { user_id: user, note } });

walk(120_000, async () => {
  await withATokenOfItsOwn();
  await signedIn();
});

async function withATokenOfItsOwn() {
  const token = await tutorialToken(mcp, 'tok_reader');
  const bridge = remote(['--header', 'Authorization:${AUTH}'], { AUTH: `Bearer ${token}` });
  bridge.write(lines(request(1, 'initialize', initialize), initialized, request(2, 'tools/call', add('not to be'))));
  const connected = await answer(bridge, 1);
  check('header: it connects', () => assert.equal(connected.result.serverInfo.name, 'scoped-notes'));

  const [, scopes] = await bridge.says('stderr', /the scope the server asked for: (.*)\n/);
  check('header: add_note is denied, and stderr names what it needs', () => {
    assert.equal(scopes, 'notes:read notes:write');
  });
  await consent(bridge, 1, ['notes:read', 'notes:write']);
  const denied = await answer(bridge, 2);
  check('header: a sign-in does not help against a fixed token, and stdout says that it was denied', () => {
    assert.match(denied.error.message, /403 insufficient_scope/);
  });
  await ended('header', bridge, []);
  check('header: it has shown no token', () => {
    assert.ok(!bridge.said.stdout.includes(token) && !bridge.said.stderr.includes(token));
  });
}

async function signedIn() {
  const bridge = remote([]);
  bridge.write(lines(request(1, 'initialize', initialize), initialized));
  await consent(bridge, 1, ['notes:read']);
  const connected = await answer(bridge, 1);
  check('signed in: it connects', () => assert.equal(connected.result.serverInfo.name, 'scoped-notes'));

  bridge.write(lines(request(2, 'tools/list', {})));
  const { tools } = (await answer(bridge, 2)).result;
  bridge.write(lines(request(3, 'tools/call', { name: 'read_notes', arguments: { user_id: user } })));
  const read = await answer(bridge, 3);
  check('signed in: it lists the tools and reads', () => {
    assert.deepEqual(tools.map((tool) => tool.name), ['add_note', 'admin_purge', 'read_notes']);
    assert.deepEqual(read.result.structuredContent, { notes: [] });
  });

  bridge.write(lines(request(4, 'tools/call', add('stepped up'))));
  await consent(bridge, 2, ['notes:read', 'notes:write']);
  const added = await answer(bridge, 4);
  check('signed in: after the step-up the same call is through', () => assert.ok(added.result && !added.result.isError));
  await ended('signed in', bridge, ['stepped up']);
}

function remote(options, extra) {
  const args = ['node_modules/mcp-remote/dist/proxy.js', mcp.href, '--transport', 'http-only', '--allow-http'];
  return new Program(process.execPath, [...args, ...options], extra);
}

// Signs in at the bridge's nth invitation, granting these scopes.
async function consent(bridge, nth, scopes) {
  const invitations = `(?:[^]*?Please authorize this client by visiting:\\s+(http\\S+)){${nth}}`;
  const [, url] = await bridge.says('stderr', new RegExp(invitations));
  await bridge.says('stderr', new RegExp(`(?:[^]*?OAuth callback server running){${nth}}`));
  const { location } = await signIn(new URL(url), 'mich', scopes);
  assert.equal((await fetch(location)).status, 200);
}

async function answer(bridge, id) {
  const [line] = await bridge.says('stdout', new RegExp(`^\\{.*"id":${id},.*\\}$`, 'm'));
  return JSON.parse(line);
}

async function ended(mode, bridge, expected) {
  const code = await bridge.ends();
  const notes = await stored(mcp, user);
  check(`${mode}: it ends when its input does, and the notes are ${JSON.stringify(expected)}`, () => {
    assert.equal(code, 0);
    assert.deepEqual(notes, expected);
  });
}

const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };

function request(id, method, params) {
  return { jsonrpc: '2.0', id, method, params };
}

function lines(...messages) {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('');
}
