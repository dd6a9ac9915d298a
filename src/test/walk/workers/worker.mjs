// The Worker: Cloudflare's OAuth provider as the authorization server of a resource that is not a Worker, with a page on
// which whoever comes signs in under any name, and the introspection endpoint that the resource server asks.
import { OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import { introspect } from './introspection.mjs';

export default {
  async fetch(request, env, context) {
    const server = new OAuthAuthorizationServer({
      issuer: env.ISSUER,
      resources: [env.RESOURCE],
      clientRegistrationEndpoint: `${env.ISSUER}/register`,
      scopesSupported: ['notes:read', 'notes:write', 'admin:notes'],
      accessTokenTTL: 600,
    });
    switch (new URL(request.url).pathname) {
      case '/authorize':
        return authorize(request, server.getOAuthApi(env));
      case '/introspect':
        return introspect(request, (token) => server.validateToken(env.RESOURCE, token, env), {
          issuer: env.ISSUER,
          clientId: env.INTROSPECTION_CLIENT_ID,
          clientSecret: env.INTROSPECTION_CLIENT_SECRET,
          // of this moment and not of the mint: what must not matter
          more: { ring: env.RING },
        });
      default:
        return server.fetch(request, env, context);
    }
  },
};

async function authorize(request, oauth) {
  // the form is posted to the same URL, with the same query
  const asked = await oauth.parseAuthRequest(new Request(request.url));
  if (request.method !== 'POST') {
    const scopes = asked.scope.map((scope) => `<input type="checkbox" name="scope" value="${scope}" checked>${scope}`);
    const action = request.url.replaceAll('&', '&amp;');
    const form = `<form method="post" action="${action}"><input name="owner">${scopes.join('')}<button>Allow</button></form>`;
    return new Response(form, { headers: { 'content-type': 'text/html' } });
  }
  const form = await request.formData();
  const { redirectTo } = await oauth.completeAuthorization({
    request: asked,
    userId: form.get('owner'),
    scope: form.getAll('scope'),
    metadata: {},
    props: {},
    // several tokens of one user and client, as the walk compares them
    revokeExistingGrants: false,
  });
  return Response.redirect(redirectTo, 302);
}
