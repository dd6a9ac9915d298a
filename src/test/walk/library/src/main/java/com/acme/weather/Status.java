package com.acme.weather;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

@Path("/status")
class Status {

    @GET
    public Response status() {
        return Response.ok("up").cookie(new NewCookie.Builder("seen").value("yes").build()).build();
    }
}
