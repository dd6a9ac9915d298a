// What an agent keeps of its authorization, in memory alone: an OAuthClientProvider that starts with nothing.
export class Memory {
  redirectUrl = 'http://127.0.0.1:33418/callback';
  clientMetadata = {
    client_name: 'client-flow',
    redirect_uris: [this.redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  authorizationUrl = undefined;

  // where it is not undefined, this is the client, and it need not register
  clientMetadataUrl;

  #client;
  #tokens;
  #verifier;
  #state;
  #discovered;

  constructor(clientMetadataUrl) {
    this.clientMetadataUrl = clientMetadataUrl;
  }

  state() {
    this.#state = crypto.randomUUID();
    return this.#state;
  }

  isOwnState(state) {
    return state === this.#state;
  }

  clientInformation() {
    return this.#client;
  }

  saveClientInformation(client) {
    this.#client = client;
  }

  tokens() {
    return this.#tokens;
  }

  saveTokens(tokens) {
    this.#tokens = tokens;
  }

  redirectToAuthorization(url) {
    this.authorizationUrl = url;
  }

  saveCodeVerifier(verifier) {
    this.#verifier = verifier;
  }

  codeVerifier() {
    return this.#verifier;
  }

  saveDiscoveryState(discovered) {
    this.#discovered = discovered;
  }

  discoveryState() {
    return this.#discovered;
  }
}
