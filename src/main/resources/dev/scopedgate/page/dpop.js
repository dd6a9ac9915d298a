// A key that cannot be taken out of this browser, and its proofs: who steals a token that is bound to it has nothing
// (RFC 9449 §4).
import { base64url, sha256, utf8 } from './base64url.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const encoded = (json) => base64url(utf8(JSON.stringify(json)));

/** Makes the key, and answers the function that makes a proof for one request. */
export async function prover() {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const header = encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } });
  return async (method, url, { token, nonce } = {}) => {
    const { origin, pathname } = new URL(url);
    const claims = { jti: crypto.randomUUID(), htm: method, htu: origin + pathname, iat: Math.floor(Date.now() / 1000) };
    if (nonce) {
      claims.nonce = nonce;
    }
    if (token) {
      claims.ath = base64url(await sha256(token));
    }
    const signed = `${header}.${encoded(claims)}`;
    return `${signed}.${base64url(await crypto.subtle.sign(ALGORITHM, privateKey, utf8(signed)))}`;
  };
}
