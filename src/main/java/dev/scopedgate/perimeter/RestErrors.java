package dev.scopedgate.perimeter;

import dev.scopedgate.http.ErrorBody;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers errors of Quarkus REST in JSON, whatever Accept says (RFC 9110 §15.5). */
class RestErrors {

    @ServerExceptionMapper({
        NotFoundException.class,
        NotAllowedException.class,
        NotAcceptableException.class,
        NotSupportedException.class,
        // thrown instead if a path has several types
        WebApplicationException.class
    })
    Response json(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        return response.hasEntity() || response.getStatus() < 400
                ? response
                : Response.fromResponse(response)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(ErrorBody.of(response.getStatus()).encode())
                        .build();
    }
}
