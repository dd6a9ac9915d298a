// Usage: node weather.mjs <URL of the MCP endpoint of the weather server under quarkus:dev>
//
// A real client that knows the URL and nothing else signs in to an application that has the gate as a dependency, reads, is
// refused the write, asks for more, writes: src/test/walk/library/run.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { signIn } from './browser.mjs';
import { check, last, walk, watched } from './checks.mjs';
import { Memory } from './memory.mjs';

const mcp = new URL(process.argv[2]);
const memory = new Memory();

walk(60_000, async () => {
  await assert.rejects(connect(), UnauthorizedError);
  check('e: a client without a token is answered 401', () => assert.equal(last(mcp.pathname).status, 401));
  await authorize(new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: watched }), ['weather:read']);
  const { client, transport } = await connect();
  const before = await client.callTool({ name: 'forecast', arguments: { city: 'Basel' } });
  check('e: it signs in and reads', () => assert.equal(before.content[0].text, 'unknown'));
  const correct = { name: 'correct', arguments: { city: 'Basel', forecast: 'rain' } };
  await assert.rejects(client.callTool(correct), UnauthorizedError);
  check('e: writing is answered 403 with what it needs', () => {
    assert.equal(last(mcp.pathname).status, 403);
    assert.match(last(mcp.pathname).challenge, /error="insufficient_scope", scope="weather:read weather:write"/);
  });
  await authorize(transport, ['weather:read', 'weather:write']);
  const after = await client.callTool(correct);
  check('e: after the step-up it writes', () => assert.equal(after.content[0].text, 'rain by mich'));
  await client.close();
});

async function connect() {
  const client = new Client({ name: 'weather', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: watched });
  await client.connect(transport);
  return { client, transport };
}

async function authorize(transport, expected) {
  const { scopes, callback } = await signIn(memory.authorizationUrl, 'mich');
  check(`e: the sign-in page offers ${expected.join(' and ')}`, () => assert.deepEqual(scopes, expected));
  await transport.finishAuth(callback);
}
