package dev.scopedgate.gate;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.ErrorBody;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.MediaRanges;
import dev.scopedgate.http.MediaRanges.Range;
import dev.scopedgate.oauth.AccessToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/**
 * A document that a verified token may read, in the first of its types that Accept allows (RFC 9110 §12.5.1).
 *
 * @param path where it is served, with or without a slash at its end; what is below is 404
 */
record GatedResource(String path, List<Representation> types) {

    /** The document in one type. */
    record Representation(String type, String contentType, Function<RoutingContext, Buffer> body) {}

    void handle(RoutingContext context) {
        String asked = context.normalizedPath();
        if (!GatedPaths.isWithin(asked, path)) {
            context.next();
            return;
        }
        if (AccessToken.of(context) == null) {
            // cannot happen after authentication
            refuse(context, 401);
        } else if (asked.length() > path.length() + 1) {
            refuse(context, 404);
        } else if (!HttpMethod.GET.equals(context.request().method())
                && !HttpMethod.HEAD.equals(context.request().method())) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            refuse(context, 405);
        } else {
            List<Range> accepted = MediaRanges.read(context.request().headers().getAll(HttpHeaders.ACCEPT));
            types.stream()
                    .filter(type -> accepted.isEmpty() || MediaRanges.accept(accepted, type.type()))
                    .findFirst()
                    .ifPresentOrElse(type -> answer(context, type), () -> refuse(context, 406));
        }
        Answer.discardBody(context.request());
    }

    private static void answer(RoutingContext context, Representation type) {
        if (!Answer.isOver(context.response())) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, type.contentType())
                    .end(type.body().apply(context));
        }
    }

    private static void refuse(RoutingContext context, int status) {
        Answer.json(context.response(), status, ErrorBody.of(status).toBuffer());
    }
}
