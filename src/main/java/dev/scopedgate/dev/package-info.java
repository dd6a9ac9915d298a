/**
 * A stand-in authorization server for {@code quarkus:dev} and the tests: it checks no password, so whoever reaches it is
 * whoever they say. It listens on loopback only and nothing of it ships.
 *
 * <p>The way of a sign-in: {@link dev.scopedgate.dev.Registration} or a {@link
 * dev.scopedgate.dev.ClientMetadataDocument} makes a {@link dev.scopedgate.dev.Client}; {@link
 * dev.scopedgate.dev.AuthorizationEndpoint} judges its request, shows the {@link
 * dev.scopedgate.dev.SignInPage} and gives a code; {@link dev.scopedgate.dev.TokenEndpoint} takes the code and
 * gives {@link dev.scopedgate.dev.AccessTokens}.
 */
package dev.scopedgate.dev;
