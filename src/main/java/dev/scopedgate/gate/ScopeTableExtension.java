package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.oauth.ScopeToken;
import io.quarkiverse.mcp.server.CompletePrompt;
import io.quarkiverse.mcp.server.CompleteResourceTemplate;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.Tool;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Records the scope table at build time. Fails the build for every tool, resource, resource template, prompt or
 * completion without {@link Scoped} or with an invalid scope, and for {@link Scoped} on a class; names the method or
 * class.
 */
public final class ScopeTableExtension implements BuildCompatibleExtension {

    private static final Map<Feature, Class<? extends Annotation>> FEATURES = Map.of(
            Feature.TOOL, Tool.class,
            Feature.RESOURCE, Resource.class,
            Feature.RESOURCE_TEMPLATE, ResourceTemplate.class,
            Feature.PROMPT, Prompt.class);

    private static final Set<Class<? extends Annotation>> COMPLETIONS =
            Set.of(CompletePrompt.class, CompleteResourceTemplate.class);

    /** Must not be in a challenge or metadata document (MCP authorization 2026-07-28, refresh tokens). */
    private static final String OFFLINE_ACCESS = "offline_access";

    private final Set<String> rows = new LinkedHashSet<>();

    /** Reads every bean: the MCP extension makes a bean of each class with a feature method. */
    @Registration(types = Object.class)
    public void collect(BeanInfo bean, Messages messages) {
        if (!bean.isClassBean()) {
            return;
        }
        ClassInfo type = bean.declaringClass();
        if (type.hasAnnotation(Scoped.class) && !bean.isInterceptor()) {
            messages.error("@Scoped is on the class " + type.name() + ": put it on each method instead");
        }
        for (MethodInfo method : type.methods()) {
            if (method.declaringClass().equals(type)) {
                collect(type, method, messages);
            }
        }
    }

    private void collect(ClassInfo type, MethodInfo method, Messages messages) {
        String place = type.name() + "#" + method.name();
        FEATURES.forEach((feature, annotation) -> {
            if (method.hasAnnotation(annotation)) {
                String scope = scope(method, annotation, place, messages);
                rows.add(RecordedRow.encode(feature, name(feature, method), scope, kind(method), place));
            }
        });
        for (Class<? extends Annotation> completion : COMPLETIONS) {
            if (method.hasAnnotation(completion)) {
                String name = method.annotation(completion).value().asString();
                String scope = scope(method, completion, place, messages);
                rows.add(RecordedRow.encode(Feature.COMPLETION, name, scope, Kind.read, place));
            }
        }
    }

    private static String scope(
            MethodInfo method, Class<? extends Annotation> feature, String place, Messages messages) {
        if (!method.hasAnnotation(Scoped.class)) {
            messages.error("@" + feature.getSimpleName() + " method " + place + " has no @Scoped, so any caller"
                    + " could run it. Add the scope that it requires, for example @Scoped(\"notes:read\")");
            return "";
        }
        String scope = method.annotation(Scoped.class).value().asString();
        if (!ScopeToken.isValid(scope)) {
            messages.error("@Scoped on " + place + " is not one scope-token (RFC 6749 section 3.3): use printable ASCII"
                    + " without space, quote and backslash, for example @Scoped(\"notes:read\")");
        } else if (OFFLINE_ACCESS.equals(scope)) {
            messages.error(
                    "@Scoped on " + place + " is " + OFFLINE_ACCESS + ": that asks the issuer for a refresh token"
                            + " and permits nothing here. Name what the method does, for example @Scoped(\"notes:read\")");
        }
        return scope;
    }

    private static String name(Feature feature, MethodInfo method) {
        AnnotationInfo annotation = method.annotation(FEATURES.get(feature));
        String member =
                switch (feature) {
                    case RESOURCE -> "uri";
                    case RESOURCE_TEMPLATE -> "uriTemplate";
                    default -> "name";
                };
        String name = annotation.member(member).asString();
        return Tool.ELEMENT_NAME.equals(name) ? method.name() : name;
    }

    /** The kind of a tool by its hint; all other features only read. */
    private static Kind kind(MethodInfo method) {
        return !method.hasAnnotation(Tool.class) || readOnly(method.annotation(Tool.class)) ? Kind.read : Kind.write;
    }

    private static boolean readOnly(AnnotationInfo tool) {
        return tool.member("annotations")
                .asNestedAnnotation()
                .member("readOnlyHint")
                .asBoolean();
    }

    /** Adds the table to the application as a bean, without reflection in native images. */
    @Synthesis
    public void record(SyntheticComponents components) {
        components
                .addBean(ScopeTable.class)
                .type(ScopeTable.class)
                .scope(Singleton.class)
                .withParam(RecordedRow.PARAM, rows.toArray(String[]::new))
                .createWith(RecordedRow.Creator.class);
    }
}
