package dev.scopedgate.mcp.ask;

import dev.scopedgate.gate.Scoped;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.RequestUri;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.WrapBusinessError;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;

/** Features that ask their client, for tests; in no other application. */
@Singleton
@IfBuildProperty(name = "test.further-features", stringValue = "true")
public class AskFeatures {

    private static final Form NAME =
            Form.of("What is your name?", Field.text("name")).key("user_name");

    private final Ask ask;

    AskFeatures(Ask ask) {
        this.ask = ask;
    }

    @Scoped("notes:read")
    @Tool(name = "ask_all", description = "Asks for a name, a greeting and the roots at once")
    String askAll() {
        Sampling greeting = Sampling.of("Greet me", 50).system("Be short").key("greeting");
        Roots roots = Roots.list().key("client_roots");
        Answers answers = ask.all(NAME, greeting, roots);
        return answers.to(NAME).text("name").orElse("nobody") + ": "
                + answers.to(greeting).text() + " " + answers.to(roots).size();
    }

    @Scoped("notes:read")
    @Tool(name = "ask_twice", description = "Asks one question after the other")
    String askTwice(Progress progress) {
        progress.token()
                .ifPresent(token ->
                        progress.notificationBuilder().setProgress(1).build().sendAndForget());
        String name = ask.elicit(NAME).text("name").orElse("nobody");
        return ask.confirm("Is it you, " + name + "?") ? "it is " + name : "it is not " + name;
    }

    @Scoped("notes:read")
    @Tool(name = "ask_wrapped", description = "Makes a result of every exception")
    @WrapBusinessError(RuntimeException.class)
    String askWrapped() {
        return ask.elicit(NAME).text("name").orElse("nobody");
    }

    @Scoped("notes:read")
    @Tool(name = "ask_swallowed", description = "Goes on after the exception")
    String askSwallowed() {
        try {
            return ask.elicit(NAME).text("name").orElse("nobody");
        } catch (InputRequiredException e) {
            return "not sent";
        }
    }

    @Scoped("notes:read")
    @Tool(name = "ask_unasked", description = "Takes an answer to a question that was not asked")
    String askUnasked() {
        return ask.elicit(NAME.acceptUnaskedAnswers()).text("name").orElse("nobody");
    }

    @Scoped("notes:read")
    @Tool(name = "ask_what_is_possible", description = "Says what its client can be asked for")
    String askWhatIsPossible() {
        return ask.isPossible() + " " + ask.isPossible(Capability.SAMPLING) + " " + ask.isPossible(Capability.ROOTS);
    }

    @Scoped("notes:read")
    @Prompt(name = "ask_prompt", description = "Asks for its context")
    PromptMessage askPrompt() {
        return PromptMessage.withUserRole(ask.elicit(NAME).text("name").orElse("nobody"));
    }

    @Scoped("notes:read")
    @ResourceTemplate(name = "ask_page", uriTemplate = "asked://{page}")
    TextResourceContents askPage(String page, RequestUri uri) {
        return TextResourceContents.create(
                uri.value(), ask.elicit(NAME).text("name").orElse("nobody"));
    }
}
