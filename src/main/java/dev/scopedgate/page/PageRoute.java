package dev.scopedgate.page;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.MediaRanges;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.page.PageConfig.Mode;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Serves the page at {@code /} to clients that accept HTML, after everything that the application has there itself, and
 * its files below {@code /scoped-gate}, which hold nothing of a user.
 */
@Singleton
class PageRoute {

    private static final Logger LOG = Logger.getLogger(PageRoute.class);

    /** After the application's routes and static files, before the Dev UI's redirect. */
    private static final int LAST = Integer.MAX_VALUE - 100;

    private static final List<String> FILES =
            List.of("page.css", IndexDocument.FIRST, "people.js", "callback.html", "callback.js", "icon.svg");

    private final Map<String, PageFile> files = new HashMap<>();
    private final PageHeaders headers;
    private final boolean on;

    PageRoute(PageSettings settings, PageHeaders headers, IndexDocument index, PageDocument document) {
        this.headers = headers;
        on = settings.mode() != Mode.OFF;
        if (on) {
            Stream.of(FILES, IndexDocument.MODULES, IndexDocument.SESSION_MODULES)
                    .flatMap(List::stream)
                    .forEach(name -> files.put(GatedPaths.PAGE + "/" + name, PageFile.load(name)));
            files.put("/", index.file());
            files.put(GatedPaths.PAGE + "/page.json", document.file());
        }
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::file, FilterOrder.PAGE.place());
    }

    void register(@Observes Router router, ResourceServer server) {
        if (on) {
            router.route("/").order(LAST).handler(this::root);
            if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
                LOG.infof("Open in a browser: %s", URI.create(server.resource()).resolve("/"));
            }
        }
    }

    private void file(RoutingContext context, Handler<RoutingContext> onwards) {
        PageFile file = files.get(context.request().path());
        if (file == null || "/".equals(context.request().path())) {
            onwards.handle(context);
        } else {
            answer(context, file);
        }
    }

    private void root(RoutingContext context) {
        List<String> accept = context.request().headers().getAll(HttpHeaders.ACCEPT);
        if (!accept.isEmpty() && !MediaRanges.accept(MediaRanges.read(accept), "text/html")) {
            context.next();
        } else {
            answer(context, files.get("/"));
        }
    }

    private void answer(RoutingContext context, PageFile file) {
        headers.put(context.response().headers());
        file.answer(context);
    }
}
