// A real client that knows the URL and nothing else, and has a key: refused, signed in, reads, refused the write, asks for
// more, writes. Ends with what somebody finds in its memory and on its wire: the token, the last proof and nonce.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import assert from 'node:assert/strict';
import { check, last, mark, watched } from '../client-flow/checks.mjs';

// `consent` takes the address of the sign-in page and answers with the parameters of the callback.
export async function flow(mcp, memory, consent) {
  const sent = [];
  const recorded = (url, init) => {
    sent.push({ path: new URL(url).pathname, headers: new Headers(init?.headers) });
    return watched(url, init);
  };
  const transport = () => new StreamableHTTPClientTransport(mcp, { authProvider: memory, fetch: recorded });
  const client = () => new Client({ name: 'bound', version: '1.0.0' });

  await assert.rejects(client().connect(transport()), UnauthorizedError);
  check('a client without a token is answered 401, and asks for notes:read', () => {
    assert.equal(last(mcp.pathname).status, 401);
    assert.match(last(mcp.pathname).challenge, /^Bearer resource_metadata="[^"]+", scope="notes:read", DPoP algs="[^"]+"$/);
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), 'notes:read');
  });
  await transport().finishAuth(await consent(memory.authorizationUrl));
  check('its token is bound to its key', () => {
    assert.equal(memory.tokens().token_type.toLowerCase(), 'dpop');
    assert.equal(memory.claims().cnf.jkt, memory.dpop().thumbprint);
  });

  const agent = client();
  const connection = transport();
  await agent.connect(connection);
  const user = memory.claims().sub;
  const read = () => agent.callTool({ name: 'read_notes', arguments: { user_id: user } });
  const before = await read();
  check('with the token and a proof read_notes works', () => assert.ok(!before.isError));

  const note = `of a bound client ${crypto.randomUUID()}`;
  const add = { name: 'add_note', arguments: { user_id: user, note } };
  await assert.rejects(agent.callTool(add), UnauthorizedError);
  check('add_note is answered 403, by a challenge of the DPoP scheme, and the client asks for both scopes', () => {
    assert.equal(last(mcp.pathname).status, 403);
    assert.match(last(mcp.pathname).challenge, /^DPoP error="insufficient_scope", scope="notes:read notes:write"/);
    assert.equal(memory.authorizationUrl.searchParams.get('scope'), 'notes:read notes:write');
  });
  await connection.finishAuth(await consent(memory.authorizationUrl));
  const added = await agent.callTool(add);
  check('after the step-up add_note works, with a token that is bound to the same key', () => {
    assert.ok(!added.isError);
    assert.equal(memory.claims().cnf.jkt, memory.dpop().thumbprint);
  });
  const since = mark();
  const after = await read();
  check('and read_notes shows the note, at the first request', () => {
    assert.ok(after.structuredContent.notes.some((one) => one.note === note));
    assert.deepEqual(since(mcp.pathname), [200]);
  });

  const calls = sent.filter(({ path, headers }) => path === mcp.pathname && headers.has('dpop'));
  check('no request of it had a bearer token, and no two the same proof', () => {
    assert.ok(sent.every(({ headers }) => !/^bearer /i.test(headers.get('authorization') ?? '')));
    assert.equal(new Set(calls.map(({ headers }) => headers.get('dpop'))).size, calls.length);
  });
  await agent.close();
  return {
    token: memory.tokens().access_token,
    proof: calls.at(-1).headers.get('dpop'),
    nonce: memory.dpop().nonceFor(mcp),
    user,
  };
}
