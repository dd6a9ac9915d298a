package dev.scopednotes;

import dev.scopednotes.testsupport.ImageHeapServer;
import dev.scopednotes.testsupport.KeptAlive;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever clients send, the packaged server lives in the image's heap, serves others meanwhile, and frees the memory. */
class MemoryBoundsIT {

    private static ImageHeapServer server;

    @BeforeAll
    static void start() throws Exception {
        server = ImageHeapServer.start(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void connectionsWithoutARequest() throws Exception {
        var outcome = server.during(open -> {
            for (int i = 0; i < 9_000; i++) {
                open.keep(new KeptAlive(server.server().uri("/")));
            }
        });
        System.out.println(outcome.figures());
        outcome.assertUnharmed();
    }
}
