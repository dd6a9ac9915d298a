package com.acme.weather;

import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.arc.Arc;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Adds a tool while the application runs, which no build can see. */
@Path("/registered")
class Registered {

    @POST
    public void add() {
        Arc.container()
                .select(ToolManager.class)
                .get()
                .newTool("registered")
                .setDescription("Registered at run time, without a scope.")
                .setHandler(arguments -> ToolResponse.success("ran"))
                .register();
    }
}
