/**
 * A stand-in authorization server for {@code quarkus:dev} and the tests: it checks no password, so whoever reaches it is
 * whoever they say. It listens on loopback only and nothing of it ships.
 *
 * <p>The way of a sign-in: {@link dev.scopednotes.dev.idp.Registration} or a {@link
 * dev.scopednotes.dev.idp.ClientMetadataDocument} makes a {@link dev.scopednotes.dev.idp.Client}; {@link
 * dev.scopednotes.dev.idp.AuthorizationEndpoint} judges its request, shows the {@link
 * dev.scopednotes.dev.idp.SignInPage} and gives a code; {@link dev.scopednotes.dev.idp.TokenEndpoint} takes the code and
 * gives {@link dev.scopednotes.dev.idp.AccessTokens}.
 */
package dev.scopednotes.dev.idp;
