// Tokens for what has no client of its own: registers, signs in and exchanges the code, with PKCE (RFC 7636), at whatever
// authorization server the metadata of the MCP endpoint names.
import { createHash, randomBytes } from 'node:crypto';

const REDIRECT = 'http://127.0.0.1:33418/callback';

export async function discover(mcp) {
  const { authorization_servers: [issuer] } = await json(new URL(`/.well-known/oauth-protected-resource${mcp.pathname}`, mcp));
  return json(new URL('/.well-known/oauth-authorization-server', issuer));
}

export async function register(metadata) {
  const { client_id: clientId } = await json(metadata.registration_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'grant',
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }),
  });
  return clientId;
}

// What the token endpoint answers; the owner grants all that is asked for.
export async function grant(metadata, { clientId, owner, scope, resource, signIn }) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(metadata.authorization_endpoint);
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    scope,
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(resource && { resource }),
  };
  Object.entries(asked).forEach(([name, value]) => url.searchParams.set(name, value));
  const { callback } = await signIn(url, owner);
  if (!callback.get('code')) {
    throw new Error(`no code: ${callback.get('error')} ${callback.get('error_description')}`);
  }
  return json(metadata.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: REDIRECT,
      code: callback.get('code'),
      code_verifier: verifier,
      ...(resource && { resource }),
    }),
  });
}

async function json(url, init) {
  const answer = await fetch(url, init);
  if (!answer.ok) {
    throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
  }
  return answer.json();
}
