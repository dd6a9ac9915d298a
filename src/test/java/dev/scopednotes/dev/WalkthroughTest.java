package dev.scopednotes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkthroughTest {

    private final Walkthrough walkthrough = new Walkthrough(
            List.of(
                    new Row(Feature.TOOL, "read_notes", "notes:read", Kind.read, "Notes#read"),
                    new Row(Feature.TOOL, "add_note", "notes:write", Kind.write, "Notes#add")),
            URI.create("http://127.0.0.1:8123/mcp"),
            "http://127.0.0.1:8124",
            Shell.POSIX);

    @Test
    void hasFourCommandsOnOneLineEachWithTheConfiguredPorts() {
        List<String> commands = commands(walkthrough.text(true));

        assertThat(commands).hasSize(4);
        assertThat(commands.get(0)).isEqualTo("curl -si http://127.0.0.1:8123/whoami");
        assertThat(commands.get(1)).isEqualTo("curl -s http://127.0.0.1:8123/.well-known/oauth-protected-resource/mcp");
        assertThat(commands.get(2)).contains("$(curl -s http://127.0.0.1:8124/tokens/tok_reader)");
        assertThat(commands.get(3)).contains("$(curl -s http://127.0.0.1:8124/tokens/tok_writer)");
    }

    @Test
    void withAnotherIssuerHasOnlyTheCommandsWithoutAToken() {
        assertThat(commands(walkthrough.text(false))).hasSize(2);
    }

    @Test
    void withoutTheNotesNoCommandMentionsThem() {
        Walkthrough other = new Walkthrough(
                List.of(new Row(Feature.TOOL, "greet", "greetings:read", Kind.read, "Greetings#greet")),
                URI.create("http://127.0.0.1:8123/mcp"),
                "http://127.0.0.1:8124",
                Shell.POSIX);

        assertThat(commands(other.text(true))).hasSize(2);
    }

    @Test
    void showsTheScopeTableAndTheUrls() {
        assertThat(walkthrough.text(true))
                .containsPattern("tool +read_notes +notes:read +read")
                .contains("http://127.0.0.1:8123/mcp", "http://127.0.0.1:8123/scopes", "http://127.0.0.1:8124");
    }

    @Test
    void powerShellPipesTheBodyAndHasNoDoubleQuoteInAnArgument() {
        List<String> commands = powerShell("http://127.0.0.1:8123/mcp", "http://127.0.0.1:8124");

        assertThat(commands).hasSize(4);
        assertThat(commands.get(0)).isEqualTo("curl.exe -si http://127.0.0.1:8123/whoami");
        assertThat(commands.get(1))
                .isEqualTo("curl.exe -s http://127.0.0.1:8123/.well-known/oauth-protected-resource/mcp");
        assertThat(commands.get(2)).contains("$(curl.exe -s http://127.0.0.1:8124/tokens/tok_reader)");
        assertThat(commands.get(3)).contains("$(curl.exe -s http://127.0.0.1:8124/tokens/tok_writer)");
        assertThat(commands.subList(2, 4)).allSatisfy(command -> {
            String[] pipe = command.split(" \\| ");
            assertThat(pipe).hasSize(2);
            assertThat(pipe[0]).startsWith("'{").endsWith("}'");
            assertThat(pipe[1])
                    .startsWith("curl.exe -si http://127.0.0.1:8123/mcp ")
                    .endsWith(" -d '@-'");
            assertThat(pipe[1].replaceAll("\"Authorization: [^\"]+\"", "")).doesNotContain("\"");
        });
    }

    @Test
    void theWindowsPageHasThePowerShellCommandsWithDefaultPorts() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/docs/windows.md")))
                .containsSubsequence(powerShell("http://127.0.0.1:8000/mcp", "http://127.0.0.1:8001"));
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, POWERSHELL", "Windows Server 2025, POWERSHELL", "Linux, POSIX", "Mac OS X, POSIX"})
    void theCommandsAreWrittenForTheShellOfTheSystem(String osName, Shell shell) {
        assertThat(Shell.of(osName)).isEqualTo(shell);
    }

    private List<String> powerShell(String resource, String issuer) {
        return new Walkthrough(walkthrough.table(), URI.create(resource), issuer, Shell.POWERSHELL)
                .text(true)
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("curl.exe "))
                .toList();
    }

    private static List<String> commands(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl "))
                .toList();
    }
}
