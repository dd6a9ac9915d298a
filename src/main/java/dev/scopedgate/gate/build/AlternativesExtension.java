package dev.scopedgate.gate.build;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.lang.model.types.Type;
import java.util.Set;

/**
 * Fails the build if a bean is an alternative of a type of which the gate needs every bean. The container injects the
 * alternative instead of all of them (ArC, {@code @All}): the audit, a limit or a check of the settings would be gone.
 */
public final class AlternativesExtension implements BuildCompatibleExtension {

    /** By name, because other packages have them; a test compares this with what the gate injects. */
    static final Set<String> TYPES = Set.of(
            "dev.scopedgate.gate.DecisionObserver",
            "dev.scopedgate.oauth.bearer.JudgementLimit",
            "dev.scopedgate.oauth.bearer.RefusalObserver",
            "dev.scopedgate.settings.SettingsCheck",
            "io.quarkiverse.mcp.server.PromptFilter",
            "io.quarkiverse.mcp.server.ResourceFilter",
            "io.quarkiverse.mcp.server.ResourceTemplateFilter",
            "io.quarkiverse.mcp.server.ToolFilter",
            "io.quarkiverse.mcp.server.runtime.McpRequestValidator");

    /** An alternative by intent: the extension asks one validator, and this one asks all others. */
    private static final String OWN = "dev.scopedgate.mcp.engine.OnlyGatedRequests";

    @Registration(types = Object.class)
    public void bean(BeanInfo bean, Messages messages) {
        String place = bean.declaringClass().name();
        if (OWN.equals(place) || !isAlternative(bean)) {
            return;
        }
        bean.types().stream()
                .filter(Type::isClass)
                .map(type -> type.asClass().declaration().name())
                .filter(TYPES::contains)
                .sorted()
                .findFirst()
                .ifPresent(type -> messages.error(place + " makes an @Alternative of " + type
                        + ", which would take the place of the gate's own beans of that type. Remove @Alternative:"
                        + " every bean of the type is used"));
    }

    private static boolean isAlternative(BeanInfo bean) {
        return bean.isAlternative() || bean.declaringClass().hasAnnotation(Alternative.class);
    }
}
