package dev.scopedgate.http;

import io.vertx.core.json.JsonObject;

/** The body of an error that no check of ours has given: what a client can do about that status (RFC 9110 §15). */
public final class ErrorBody {

    private ErrorBody() {}

    public static JsonObject of(int status) {
        return switch (status) {
            case 404 -> body("not_found", "there is nothing at this path");
            case 405 -> body("method_not_allowed", "the Allow header names the methods of this path");
            case 406 -> body("not_acceptable", "Accept excludes every type that this path has");
            case 415 -> body("unsupported_media_type", "the Content-Type is none that this path reads");
            default ->
                status < 500
                        ? body("bad_request", "the request cannot be answered as it is")
                        : body("server_error", "the request failed in the server; try again");
        };
    }

    private static JsonObject body(String error, String detail) {
        return new JsonObject().put("error", error).put("detail", detail);
    }
}
