// What a walk needs beside the client: the stand-in identity provider that the server's metadata names, the tokens of the
// tutorial from there, and the notes that are there.
export async function authorizationServer(mcp) {
  const metadata = await fetch(new URL('/.well-known/oauth-protected-resource/mcp', mcp));
  return (await metadata.json()).authorization_servers[0];
}

export async function tutorialToken(mcp, name) {
  const answer = await fetch(`${await authorizationServer(mcp)}/tokens/${name}`);
  if (answer.status !== 200) {
    throw new Error(`the token ${name} is not to be had: ${answer.status}`);
  }
  return (await answer.text()).trim();
}

export async function stored(mcp, user) {
  const answer = await fetch(mcp, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tutorialToken(mcp, 'tok_reader')}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'read_notes', arguments: { user_id: user } },
    }),
  });
  return (await answer.json()).result.structuredContent.notes.map((note) => note.note);
}
