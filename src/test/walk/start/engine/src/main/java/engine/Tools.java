package engine;

import io.quarkiverse.mcp.server.Tool;

/** As many tools as the package has, without a token, a database or a metric. */
public class Tools {

    @Tool(name = "read_notes", description = "Says it again")
    String read(String text) {
        return text;
    }

    @Tool(name = "add_note", description = "Says it again")
    String add(String text) {
        return text;
    }

    @Tool(name = "admin_purge", description = "Says it again")
    String purge(String text) {
        return text;
    }
}
