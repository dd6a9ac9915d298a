// The grant of enterprise-managed authorization at oidc-provider: an ID-JAG of an organization's identity provider for an
// access token (draft-ietf-oauth-identity-assertion-authz-grant, RFC 7523).
import { createPublicKey, verify } from 'node:crypto';
import { errors } from 'oidc-provider';

export const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TYPE = 'oauth-id-jag+jwt';

// Each is accepted once, signed with that key, from the client and for the resource that it names.
export function acceptIdJags(provider, { issuer, key, resource, info }) {
  const used = new Set();
  provider.registerGrantType(GRANT, async (context) => {
    const { client, params } = context.oidc;
    const { header, claims } = read(params.assertion, key);
    const faults = {
      'typ': header.typ !== TYPE,
      'iss': claims.iss !== issuer,
      'aud': claims.aud !== provider.issuer,
      'client_id': claims.client_id !== client.clientId,
      'resource': claims.resource !== resource,
      'exp': !(claims.exp > Date.now() / 1000),
      'jti': !claims.jti || used.has(claims.jti),
    };
    const fault = Object.keys(faults).find((name) => faults[name]);
    if (fault) {
      throw new errors.InvalidGrant(`${fault} of the assertion`);
    }
    used.add(claims.jti);
    const token = new provider.AccessToken({ accountId: claims.sub, client, gty: 'jwt-bearer' });
    token.resourceServer = new provider.ResourceServer(resource, info);
    token.scope = claims.scope.split(' ').filter((scope) => info.scope.split(' ').includes(scope)).join(' ');
    const value = await token.save();
    context.body = { access_token: value, token_type: 'Bearer', expires_in: token.expiration, scope: token.scope };
  }, ['assertion', 'scope']);
}

function read(assertion, key) {
  const [header, claims, signature] = String(assertion).split('.');
  const signed = Buffer.from(`${header}.${claims}`);
  const publicKey = { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!signature || !verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))) {
    throw new errors.InvalidGrant('the signature of the assertion');
  }
  const parsed = [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  return { header: parsed[0], claims: parsed[1] };
}
