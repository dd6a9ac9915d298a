package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import io.quarkiverse.mcp.server.CompletionManager.CompletionInfo;
import io.quarkiverse.mcp.server.FeatureManager.FeatureInfo;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Before the port opens, compares the scope table with the features that the MCP extension serves, logs the table, and
 * ends the start if a feature has no scope.
 */
final class UndeclaredFeatures {

    private static final Logger LOG = Logger.getLogger(UndeclaredFeatures.class);

    void check(@Observes StartupEvent event, ScopeTable table, DeclaredOnly declared) {
        List<String> undeclared = new ArrayList<>();
        ServedFeatures.tools().forEach(tool -> note(undeclared, declared, tool, Feature.TOOL, tool.name()));
        ServedFeatures.prompts().forEach(prompt -> note(undeclared, declared, prompt, Feature.PROMPT, prompt.name()));
        ServedFeatures.resources()
                .forEach(resource -> note(undeclared, declared, resource, Feature.RESOURCE, resource.uri()));
        ServedFeatures.resourceTemplates()
                .forEach(template ->
                        note(undeclared, declared, template, Feature.RESOURCE_TEMPLATE, template.uriTemplate()));
        ServedFeatures.promptCompletions().forEach(completion -> note(undeclared, completion));
        ServedFeatures.resourceTemplateCompletions().forEach(completion -> note(undeclared, completion));
        if (!undeclared.isEmpty()) {
            throw new ConfigurationException("Registered without a scope: " + String.join(", ", undeclared)
                    + ". Declare each as a method with @Scoped; what is registered at run time has no scope and is not"
                    + " served.");
        }
        LOG.infof("Scope table:%n%s", table.toMarkdown());
    }

    /** The build has checked each method; its row has the name in the annotation. */
    private static void note(List<String> undeclared, CompletionInfo completion) {
        if (!completion.isMethod()) {
            undeclared.add(Feature.COMPLETION + " " + completion.name());
        }
    }

    private static void note(
            List<String> undeclared, DeclaredOnly declared, FeatureInfo info, Feature feature, String name) {
        if (!declared.declared(info, feature, name)) {
            undeclared.add(feature + " " + name);
        }
    }
}
