package dev.scopedgate.http;

import io.vertx.core.json.JsonObject;

/** The JSON body of an error that the framework reports, with what the client can do about it (RFC 9110 §15). */
public final class ErrorBody {

    private ErrorBody() {}

    public static JsonObject of(int status) {
        return switch (status) {
            case 404 -> body("not_found", "there is nothing at this path");
            case 405 -> body("method_not_allowed", "the Allow header names the methods of this path");
            case 406 -> body("not_acceptable", "Accept excludes every media type of this path");
            case 415 -> body("unsupported_media_type", "this path does not accept this Content-Type");
            default ->
                status < 500
                        ? body("bad_request", "the request cannot be processed as it is")
                        : body("server_error", "the request failed in the server; try again");
        };
    }

    private static JsonObject body(String error, String detail) {
        return new JsonObject().put("error", error).put("detail", detail);
    }
}
