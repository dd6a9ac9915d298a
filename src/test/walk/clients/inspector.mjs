// Usage: node inspector.mjs <URL of the MCP endpoint of a running quarkus:dev>
//
// The command line of MCP Inspector: with a token of its user's own in a header, signed in as a client that has been
// registered before, and signed in as one that registers itself.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { signIn } from '../client-flow/browser.mjs';
import { check, walk } from '../client-flow/checks.mjs';
import { authorizationServer, stored, tutorialToken } from '../client-flow/tutorial.mjs';
import { node22, Program } from './program.mjs';

const LAUNCHER = 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js';
const mcp = new URL(process.argv[2]);
const user = `inspector-${crypto.randomUUID()}`;
const add = (note) => ({ name: 'add_note', arguments: { user_id: user, note } });

walk(120_000, async () => {
  await withATokenOfItsOwn();
  await registeredBefore();
  await registeringItself();
});

async function withATokenOfItsOwn() {
  const header = ['--header', `Authorization: Bearer ${await tutorialToken(mcp, 'tok_reader')}`];
  const { tools } = await result(inspector(['--method', 'tools/list', ...header]));
  const read = await result(call({ name: 'read_notes', arguments: { user_id: user } }, header));
  check('header: it connects, lists the tools and reads', () => {
    assert.deepEqual(tools.map((tool) => tool.name), ['add_note', 'admin_purge', 'read_notes']);
    assert.deepEqual(read.structuredContent, { notes: [] });
  });
  const denied = call(add('not to be'), header);
  const code = await denied.ends();
  const notes = await stored(mcp, user);
  check('header: add_note is refused, and what it needs is named', () => {
    assert.equal(code, 1);
    assert.match(denied.said.stderr, /Insufficient scope: required \\"notes:read notes:write\\"/);
    assert.deepEqual(notes, []);
  });
}

async function registeredBefore() {
  const callback = await freeCallback();
  const answer = await fetch(`${await authorizationServer(mcp)}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirect_uris: [callback], token_endpoint_auth_method: 'none' }),
  });
  const { client_id: id } = await answer.json();
  const agent = call(add('stepped up'), ['--callback-url', callback, '--client-id', id]);
  await consent(agent, 1, ['notes:read']);
  await agent.says('stderr', /Proceed with step-up authorization\?/);
  agent.write('y\n');
  await consent(agent, 2, ['notes:read', 'notes:write']);
  const added = await result(agent);
  check('registered before: at the 403 it asks whether to step up, and with the second consent add_note is through', () => {
    assert.equal(added.structuredContent.stored, true);
  });
}

async function registeringItself() {
  const agent = call(add('refreshed'), ['--callback-url', await freeCallback()]);
  await consent(agent, 1, ['notes:read']);
  const code = await agent.ends();
  const notes = await stored(mcp, user);
  check('registering itself: at the 403 it refreshes instead of asking, and gives up', () => {
    assert.equal(code, 1);
    assert.ok(!notes.includes('refreshed'));
  });
  const whole = call(add('granted at once'), ['--callback-url', await freeCallback()]);
  await consent(whole, 1, ['notes:read', 'notes:write']);
  const added = await result(whole);
  check('registering itself: a sign-in that grants both scopes at once lets add_note through', () => {
    assert.equal(added.structuredContent.stored, true);
  });
}

function call({ name, arguments: args }, options) {
  return inspector(['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args), ...options]);
}

function inspector(options) {
  const target = ['--cli', '--server-url', mcp.href, '--transport', 'http'];
  const settings = { MCP_AUTO_OPEN_ENABLED: 'true', MCP_INSPECTOR_SECRET_STORE: 'memory' };
  return new Program(node22(import.meta.dirname), [LAUNCHER, ...target, ...options], settings);
}

// Where nobody listens yet
async function freeCallback() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return `http://127.0.0.1:${port}/oauth/callback`;
}

async function consent(program, nth, scopes) {
  const [, url] = await program.says('stderr', new RegExp(`(?:[^]*?Please navigate to: (http\\S+)\\n){${nth}}`));
  const { location } = await signIn(new URL(url), 'mich', scopes);
  assert.equal((await fetch(location)).status, 200);
}

async function result(program) {
  const code = await program.ends();
  assert.equal(code, 0, `exit code ${code}: ${program.said.stderr.slice(-300)}`);
  return JSON.parse(program.said.stdout);
}
