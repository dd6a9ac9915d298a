package dev.scopedgate.oauth.bearer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.oauth.bound.ClientCertificateSettings;
import dev.scopedgate.oauth.bound.DpopSettings;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Serves the metadata document to anyone and any origin, at the well-known path and at the one with the resource's path
 * inserted (RFC 9728 §3.1), because clients try either.
 *
 * <p>A filter before CORS rather than an endpoint behind it: pages of any origin may read this document, and no other.
 */
@Singleton
class MetadataRoute {

    private final String document;
    private final String cacheControl;

    MetadataRoute(
            ResourceServer server,
            SupportedScopes scopes,
            ResourceServerConfig config,
            DpopSettings dpop,
            ClientCertificateSettings certificates,
            ObjectMapper json)
            throws JsonProcessingException {
        document = json.writeValueAsString(ProtectedResourceMetadata.of(server, scopes, config, dpop, certificates));
        cacheControl = "public, max-age=" + config.discovery().cacheFor().read().toSeconds();
    }

    void register(@Observes RequestSteps steps, ResourceServer server) {
        String withPath = ResourceServer.METADATA_PATH + server.path();
        steps.register((context, onwards) -> handle(context, withPath, onwards), FilterOrder.METADATA.place());
    }

    private void handle(RoutingContext context, String withPath, Handler<RoutingContext> onwards) {
        String path = context.request().path();
        if (!ResourceServer.METADATA_PATH.equals(path) && !withPath.equals(path)) {
            onwards.handle(context);
            return;
        }
        HttpServerResponse response = context.response().putHeader("Access-Control-Allow-Origin", "*");
        HttpMethod method = context.request().method();
        if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                    .end(document);
        } else if (HttpMethod.OPTIONS.equals(method)) {
            response.putHeader("Access-Control-Allow-Methods", "GET")
                    .putHeader("Access-Control-Allow-Headers", "*")
                    .putHeader("Access-Control-Max-Age", "86400")
                    .setStatusCode(204)
                    .end();
        } else {
            response.putHeader("Allow", "GET, HEAD, OPTIONS");
            Answer.error(response, 405, "method_not_allowed", "the document can only be read");
        }
        Answer.discardBody(context.request());
    }
}
