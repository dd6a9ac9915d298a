/**
 * A stand-in authorization server for {@code quarkus:dev} and the tests. It accepts any of its users
 * without a password. It listens on loopback only and is not shipped.
 *
 * <p>The order of a sign-in: {@link dev.scopedgate.dev.Registration} or a {@link
 * dev.scopedgate.dev.ClientMetadataDocument} makes a {@link dev.scopedgate.dev.Client}; {@link
 * dev.scopedgate.dev.AuthorizationEndpoint} checks its request, shows the {@link dev.scopedgate.dev.SignInPage} and
 * issues a code; {@link dev.scopedgate.dev.TokenEndpoint} exchanges the code for {@link
 * dev.scopedgate.dev.AccessTokens}.
 */
package dev.scopedgate.dev;
