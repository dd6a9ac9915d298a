package dev.scopedgate.mcp;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/**
 * The endpoints and files that an application may have beside the gate, protected only by a path policy or an
 * annotation.
 */
@Path("/own")
@PermitAll
public class OwnEndpoint {

    @GET
    @Path("/admin")
    public String read() {
        return "read";
    }

    @POST
    @Path("/admin")
    public String write() {
        return "written";
    }

    @GET
    @Path("/annotated")
    @Authenticated
    public String annotated() {
        return "annotated";
    }

    @GET
    @Path("/files/{name}")
    public String file(@PathParam("name") String name, @QueryParam("q") String query) {
        return query == null ? name : name + "?" + query;
    }
}
