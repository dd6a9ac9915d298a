package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.Client;
import dev.scopedgate.dev.idp.client.ClientMetadataDocuments;
import dev.scopedgate.dev.idp.client.OAuthError;
import dev.scopedgate.dev.idp.client.Parameters;
import dev.scopedgate.dev.idp.client.RegisteredClients;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Checks an authorization request, asks a person, and redirects the browser only to a redirect URI of a known client;
 * otherwise it shows the error itself (RFC 6749 §4.1.2.1).
 */
final class AuthorizationEndpoint {

    private static final Duration TIME_TO_DECIDE = Duration.ofMinutes(10);
    private static final OAuthError DENIED = new OAuthError("access_denied", "nothing was granted");
    private static final OAuthError NOT_ITS_REDIRECT_URI =
            OAuthError.invalidRequest("redirect_uri is not registered for the client");

    private final String issuer;
    private final RegisteredClients clients;
    private final ClientMetadataDocuments documents;
    private final Targets targets;
    private final AuthorizationCodes codes;
    private final People people;

    /** By a key that only the sign-in page has, so that no other site can post the form. */
    private final ShortLived<AuthorizationRequest> undecided = new ShortLived<>(TIME_TO_DECIDE, InstantSource.system());

    AuthorizationEndpoint(
            String issuer,
            RegisteredClients clients,
            ClientMetadataDocuments documents,
            Targets targets,
            AuthorizationCodes codes,
            People people) {
        this.issuer = issuer;
        this.clients = clients;
        this.documents = documents;
        this.targets = targets;
        this.codes = codes;
        this.people = people;
    }

    /** GET: shows the sign-in page. It fetches nothing, because any web page can cause this request. */
    void ask(RoutingContext ctx) {
        var parameters = new Parameters(ctx.queryParams());
        try {
            String id = parameters.required("client_id");
            Optional<Client> registered = clients.find(id);
            String redirectUri = parameters.required("redirect_uri");
            if (registered.isEmpty()) {
                var request = AuthorizationRequest.of(documents.undescribed(id), redirectUri, parameters, targets);
                SignInPage.undescribed(undecided.put(request), request, people).answer(ctx, 200);
            } else if (registered.get().mayRedirectTo(redirectUri)) {
                ask(ctx, registered.get(), redirectUri, parameters);
            } else {
                throw NOT_ITS_REDIRECT_URI;
            }
        } catch (OAuthError e) {
            refuse(ctx, e);
        }
    }

    private void ask(RoutingContext ctx, Client client, String redirectUri, Parameters parameters) {
        try {
            var request = AuthorizationRequest.of(client, redirectUri, parameters, targets);
            SignInPage.of(undecided.put(request), request, people).answer(ctx, 200);
        } catch (OAuthError e) {
            Optional<String> state = parameters.all("state").stream().findFirst();
            redirect(ctx, new AuthorizationResponse(issuer, redirectUri, state).error(e));
        }
    }

    /** POST: handles the decision. */
    void answer(RoutingContext ctx) {
        var form = new Parameters(ctx.request().formAttributes());
        try {
            AuthorizationRequest request = undecided
                    .take(form.required("request"))
                    .orElseThrow(
                            () -> OAuthError.invalidRequest("this sign-in has expired; start again from the client"));
            ResourceOwner owner = ResourceOwner.named(form.required("owner"))
                    .orElseThrow(() -> OAuthError.invalidRequest("there is no user with that name"));
            List<String> granted = form.all("scope");
            List<String> scopes =
                    request.scopes().stream().filter(granted::contains).toList();
            boolean allowed = !scopes.isEmpty() && "allow".equals(form.required("decision"));
            if (clients.find(request.client().id()).isPresent()) {
                redirect(
                        ctx,
                        allowed
                                ? code(request, owner, scopes)
                                : response(request).error(DENIED));
            } else if (allowed) {
                fetched(request)
                        .onSuccess(client -> redirect(ctx, code(request, owner, scopes)))
                        .onFailure(e -> refuse(ctx, e));
            } else {
                // the redirect URI is not verified, and a denial does not fetch the document that would verify it
                throw DENIED;
            }
        } catch (OAuthError e) {
            refuse(ctx, e);
        }
    }

    private Future<Client> fetched(AuthorizationRequest request) {
        return documents.fetch(request.client().id()).compose(client -> {
            if (!client.mayRedirectTo(request.redirectUri())) {
                return Future.failedFuture(NOT_ITS_REDIRECT_URI);
            }
            return client.may(Client.CODE)
                    ? Future.succeededFuture(client)
                    : Future.failedFuture(OAuthError.invalidClient("the client does not use authorization codes"));
        });
    }

    private String code(AuthorizationRequest request, ResourceOwner owner, List<String> scopes) {
        var grant = new AuthorizationGrant(request.client().id(), Optional.of(owner), scopes);
        return response(request)
                .code(codes.issue(new AuthorizationCodes.Issued(grant, request.redirectUri(), request.challenge())));
    }

    private AuthorizationResponse response(AuthorizationRequest request) {
        return new AuthorizationResponse(issuer, request.redirectUri(), request.state());
    }

    private static void refuse(RoutingContext ctx, Throwable failure) {
        if (failure instanceof OAuthError error) {
            Page.refusal(error).answer(ctx, 400);
        } else {
            ctx.fail(failure);
        }
    }

    private static void redirect(RoutingContext ctx, String location) {
        // 303, so that the browser never posts the form to the client (RFC 9700 §4.12)
        ctx.response().setStatusCode(303).putHeader("Location", location).end();
    }
}
