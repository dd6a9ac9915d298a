// Signs a person in at the issuer: authorization code with PKCE, state, iss and resource (RFC 6749, 7636, 8707, 9207).
// What comes back is returned and kept nowhere else.
import { base64url, sha256 } from './base64url.js';

const QUIET = { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' };

export class SignInError extends Error {}

/** The metadata of the issuer, at one of the places where it may be (RFC 8414 §3, OpenID Connect Discovery §4). */
export async function discover(issuer) {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  let reached = false;
  for (const place of [
    `/.well-known/oauth-authorization-server${path}`,
    `/.well-known/openid-configuration${path}`,
    `${path}/.well-known/openid-configuration`,
  ]) {
    try {
      const answer = await fetch(origin + place, QUIET);
      reached = true;
      const metadata = answer.ok && (await answer.json());
      if (metadata && metadata.issuer === issuer) {
        return metadata;
      }
    } catch {
      // the next place
    }
  }
  throw new SignInError(
    reached
      ? `The issuer ${issuer} has no metadata of that name.`
      : `The issuer ${issuer} cannot be reached from this page: it is away, or does not allow the origin ${location.origin} (CORS).`,
  );
}

/** Ends the sign-in before it begins, if the policy of the page does not let it connect to that endpoint. */
export function reachable(metadata, name, origins) {
  const endpoint = metadata[name];
  if (!endpoint) {
    throw new SignInError(`The metadata of the issuer names no ${name}.`);
  }
  const { origin } = new URL(endpoint);
  if (!origins.includes(origin)) {
    throw new SignInError(`The ${name} of the issuer is at ${origin}, and this page may not connect there: name it in scoped-gate.page.issuer-origins.`);
  }
}

/** A client id of the page's own, where the issuer registers clients (RFC 7591). */
export async function register(metadata, name, redirectUri, origins) {
  if (!metadata.registration_endpoint) {
    throw new SignInError('The issuer registers no clients: set scoped-gate.page.client-id.');
  }
  reachable(metadata, 'registration_endpoint', origins);
  const client = await json(metadata.registration_endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      client_name: `${name} (page)`,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }),
  });
  return client.client_id;
}

/**
 * Opens the sign-in in that window and answers the token response.
 *
 * @param asking { issuer, metadata, clientId, redirectUri, resource, scope, prove }; with prove, which makes DPoP proofs,
 *   the token is bound to its key
 * @param go called with the URL of the sign-in
 * @param signal ends the waiting
 */
export async function signIn(asking, go, signal) {
  const { issuer, metadata, clientId, redirectUri, resource, scope, prove } = asking;
  const verifier = random();
  const state = random();
  const url = new URL(metadata.authorization_endpoint);
  if (!/^https?:$/.test(url.protocol)) {
    throw new SignInError('The metadata of the issuer names no web page for the sign-in.');
  }
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: base64url(await sha256(verifier)),
    code_challenge_method: 'S256',
    resource,
  };
  Object.entries(parameters).forEach(([name, value]) => value && url.searchParams.set(name, value));
  if (signal.aborted) {
    throw cancelled();
  }
  const answered = answer(state, signal);
  go(url.href);
  const given = await answered;
  const iss = given.get('iss');
  if (iss === null ? metadata.authorization_response_iss_parameter_supported : iss !== issuer) {
    throw new SignInError('The answer is not from the issuer that was asked (RFC 9207): it was not used.');
  }
  if (given.get('error')) {
    throw new SignInError(`The issuer said no: ${given.get('error_description') ?? given.get('error')}.`);
  }
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: given.get('code') ?? '',
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: verifier,
    resource,
  });
  const headers = prove ? { DPoP: await prove('POST', metadata.token_endpoint) } : {};
  const token = await json(metadata.token_endpoint, { method: 'POST', headers, body });
  if (!token.access_token || !/^(bearer|dpop)$/i.test(token.token_type)) {
    throw new SignInError('The issuer gave no token that this page can use.');
  }
  return token;
}

const cancelled = () => new SignInError('The sign-in was cancelled.');

/** The answer with that state; every other one is for somebody else. */
function answer(state, signal) {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel('scoped-gate-sign-in');
    const end = (then, value) => {
      channel.close();
      then(value);
    };
    channel.addEventListener('message', ({ data }) => {
      const given = new URLSearchParams(String(data));
      if (given.get('state') === state) {
        end(resolve, given);
      }
    });
    signal.addEventListener('abort', () => end(reject, cancelled()));
  });
}

async function json(url, init) {
  let answer;
  try {
    answer = await fetch(url, { ...QUIET, redirect: 'error', ...init });
  } catch {
    throw new SignInError(
      `${new URL(url).origin} cannot be reached from this page: it is away, or not allowed (CORS, Content-Security-Policy).`,
    );
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new SignInError(`The issuer refused: ${body.error_description ?? body.error ?? answer.status}.`);
  }
  return body;
}

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
