package dev.scopednotes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkthroughTest {

    private final Walkthrough walkthrough = new Walkthrough(
            List.of(
                    new Row(Feature.TOOL, "read_notes", "notes:read", Kind.read, "Notes#read"),
                    new Row(Feature.TOOL, "add_note", "notes:write", Kind.write, "Notes#add")),
            URI.create("http://127.0.0.1:8123/mcp"),
            "http://127.0.0.1:8124");

    @Test
    void it_has_four_commands_each_on_its_line_and_on_the_configured_ports() {
        List<String> commands = commands(walkthrough.text(true));

        assertThat(commands).hasSize(4);
        assertThat(commands.get(0)).isEqualTo("curl -si http://127.0.0.1:8123/whoami");
        assertThat(commands.get(1)).isEqualTo("curl -s http://127.0.0.1:8123/.well-known/oauth-protected-resource/mcp");
        assertThat(commands.get(2)).contains("$(curl -s http://127.0.0.1:8124/tokens/tok_reader)");
        assertThat(commands.get(3)).contains("$(curl -s http://127.0.0.1:8124/tokens/tok_writer)");
    }

    @Test
    void with_another_issuer_only_the_commands_without_a_token_remain() {
        assertThat(commands(walkthrough.text(false))).hasSize(2);
    }

    @Test
    void without_the_notes_no_command_speaks_of_them() {
        Walkthrough other = new Walkthrough(
                List.of(new Row(Feature.TOOL, "greet", "greetings:read", Kind.read, "Greetings#greet")),
                URI.create("http://127.0.0.1:8123/mcp"),
                "http://127.0.0.1:8124");

        assertThat(commands(other.text(true))).hasSize(2);
    }

    @Test
    void it_shows_the_scope_table_and_the_urls() {
        assertThat(walkthrough.text(true))
                .containsPattern("tool +read_notes +notes:read +read")
                .contains("http://127.0.0.1:8123/mcp", "http://127.0.0.1:8123/scopes", "http://127.0.0.1:8124");
    }

    private static List<String> commands(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl "))
                .toList();
    }
}
