package dev.scopedgate.page;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** An application's page at {@code /}. */
@Path("/")
@IfBuildProperty(name = OwnRoot.PROPERTY, stringValue = "true")
public class OwnRoot {

    static final String PROPERTY = "page-test.own-root";

    @GET
    @Produces("text/html")
    public String page() {
        return "own page";
    }
}
