package dev.scopedgate.dev.idp.client;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** An error code and a description that quotes nothing of the request (RFC 6749 §5.2, RFC 7591 §3.2.2). */
public final class OAuthError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(OAuthError.class);

    private final String code;

    public OAuthError(String code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    public static OAuthError invalidRequest(String description) {
        return new OAuthError("invalid_request", description);
    }

    public static OAuthError invalidGrant(String description) {
        return new OAuthError("invalid_grant", description);
    }

    public static OAuthError invalidClient(String description) {
        return new OAuthError("invalid_client", description);
    }

    public String code() {
        return code;
    }

    /** The failure handler of every endpoint that responds in JSON. */
    public static void answer(RoutingContext ctx) {
        if (ctx.failure() instanceof OAuthError error) {
            boolean client = "invalid_client".equals(error.code);
            if (client && ctx.request().getHeader("Authorization") != null) {
                ctx.response().putHeader("WWW-Authenticate", "Basic realm=\"stand-in authorization server\"");
            }
            ctx.response().setStatusCode(client ? 401 : 400);
            ctx.json(new JsonObject().put("error", error.code).put("error_description", error.getMessage()));
            return;
        }
        int status = ctx.statusCode() < 400 ? 500 : ctx.statusCode();
        if (status >= 500) {
            LOG.error("Stand-in authorization server: a request failed", ctx.failure());
        }
        ctx.response().setStatusCode(status).end();
    }
}
