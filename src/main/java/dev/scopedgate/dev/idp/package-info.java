/**
 * A stand-in authorization server for {@code quarkus:dev} and the tests. It accepts any of its users
 * without a password. It listens on loopback only and is not shipped.
 *
 * <p>The order of a sign-in: {@link dev.scopedgate.dev.idp.client.Registration} or a {@link
 * dev.scopedgate.dev.idp.client.ClientMetadataDocument} makes a {@link dev.scopedgate.dev.idp.client.Client}; {@link
 * dev.scopedgate.dev.idp.AuthorizationEndpoint} checks its request, shows the {@link dev.scopedgate.dev.idp.SignInPage}
 * and issues a code; {@link dev.scopedgate.dev.idp.TokenEndpoint} exchanges the code for {@link
 * dev.scopedgate.dev.idp.AccessTokens}.
 */
package dev.scopedgate.dev.idp;
