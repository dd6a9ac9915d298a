package dev.scopednotes.dev;

import dev.scopedgate.gate.ScopeTable.Row;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that {@code quarkus:dev} shows: the scope table, the URLs and the four commands of the tutorial, each on one
 * line for the current shell.
 *
 * @param resource the resource identifier; every URL has its origin
 * @param issuer the authorization server that issues tokens
 * @param shell the shell of the commands
 */
record Walkthrough(List<Row> table, URI resource, String issuer, Shell shell) {

    private static final String ADD_NOTE = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add_note","arguments":{"user_id":"mich","note":"hello"}}}""";

    /** With or without the commands that need the stand-in's tokens. */
    String text(boolean tokens) {
        return """

                %s
                  page           %s
                  MCP endpoint   %s
                  metadata       %s
                  whoami         %s
                  scopes         %s
                  issuer         %s

                Without a token (401), and where to get one:
                  %s
                  %s
                %s""".formatted(
                        rows(),
                        at("/"),
                        resource,
                        metadata(),
                        at("/whoami"),
                        at("/scopes"),
                        issuer,
                        shell.getWithHeaders(at("/whoami").toString()),
                        shell.get(metadata().toString()),
                        tokens && table.stream().anyMatch(row -> "add_note".equals(row.name())) ? calls() : "");
    }

    private String rows() {
        return table.stream()
                .map(row -> "  %-18s%-24s%-16s%s%n".formatted(row.feature(), row.name(), row.scope(), row.kind()))
                .collect(Collectors.joining("", "  %-18s%-24s%-16s%s%n".formatted("", "name", "scope", "kind"), ""));
    }

    private String calls() {
        return """
                With a token that may read (403), and with one that may write (stored):
                  %s
                  %s
                """.formatted(addNote("tok_reader"), addNote("tok_writer"));
    }

    /** The command fetches the token, so that it is never shown and never expired. */
    private String addNote(String token) {
        return shell.post(resource.toString(), "%s/tokens/%s".formatted(issuer, token), ADD_NOTE);
    }

    /** The well-known path is inserted between the origin and the resource's path (RFC 9728 §3.1). */
    private URI metadata() {
        return at("/.well-known/oauth-protected-resource" + resource.getRawPath());
    }

    private URI at(String path) {
        return resource.resolve(path);
    }
}
