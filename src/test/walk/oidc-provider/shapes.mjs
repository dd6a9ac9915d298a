// How other issuers write the access tokens that oidc-provider writes here: what they leave out, add and rename.
export const SHAPES = {
  rfc9068: () => {},
  // v2: no prefix in scp, the application id as audience
  entra: (jwt, { prefix, audience }) => {
    const { scope, client_id: azp, jti, ...claims } = jwt.payload;
    const scp = scope && scope.split(' ').map((name) => name.replace(prefix, '')).join(' ');
    jwt.header = { typ: 'JWT' };
    jwt.payload = { ...claims, aud: audience, azp, azpacr: '0', scp, uti: jti, ver: '2.0' };
  },
  // the prefix in scope, a token_use, no typ
  cognito: (jwt) => {
    const { sub } = jwt.payload;
    jwt.header = { typ: undefined };
    jwt.payload = { ...jwt.payload, token_use: 'access', version: 2, username: sub, 'cognito:groups': ['ft'] };
  },
};
