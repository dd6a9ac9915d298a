// What a resource server elsewhere asks about an opaque token (RFC 7662): answers the client whose credentials these are,
// and says of a token that is unknown, expired, revoked or for another resource no more than that it is not active.
export async function introspect(request, validateToken, { issuer, clientId, clientSecret, more }) {
  const expected = `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`;
  if (!(await same(request.headers.get('authorization') ?? '', expected))) {
    return Response.json({ error: 'invalid_client' }, { status: 401, headers: { 'www-authenticate': 'Basic' } });
  }
  const token = (await request.formData()).get('token');
  const found = token && (await validateToken(token));
  if (!found) {
    return Response.json({ active: false });
  }
  return Response.json({
    ...more,
    active: true,
    iss: issuer,
    aud: found.audience,
    exp: found.expiresAt,
    sub: found.userId,
    client_id: found.clientId,
    scope: found.scope.join(' '),
  });
}

// as a form encodes it, which is what both sides of Basic are in OAuth (RFC 6749 section 2.3.1)
function encode(text) {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

// in a time that does not depend on how much of it is right
async function same(given, expected) {
  const digests = [given, expected].map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return crypto.subtle.timingSafeEqual(...(await Promise.all(digests)));
}
