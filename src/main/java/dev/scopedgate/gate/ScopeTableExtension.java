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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records the scope table at build time. Fails the build for every tool, resource, resource template, prompt or
 * completion without {@link Scoped} or with an invalid scope, and for {@link Scoped} on a class; names the method or
 * class.
 */
public final class ScopeTableExtension implements BuildCompatibleExtension {

    /** @param name the member of the annotation that names the feature */
    private record Declaration(Feature feature, Class<? extends Annotation> annotation, String name) {}

    private static final List<Declaration> DECLARATIONS = List.of(
            new Declaration(Feature.TOOL, Tool.class, "name"),
            new Declaration(Feature.RESOURCE, Resource.class, "uri"),
            new Declaration(Feature.RESOURCE_TEMPLATE, ResourceTemplate.class, "uriTemplate"),
            new Declaration(Feature.PROMPT, Prompt.class, "name"),
            new Declaration(Feature.COMPLETION, CompletePrompt.class, "value"),
            new Declaration(Feature.COMPLETION, CompleteResourceTemplate.class, "value"));

    /** Must not be in a challenge or metadata document (MCP authorization 2026-07-28, refresh tokens). */
    private static final String OFFLINE_ACCESS = "offline_access";

    private final Set<String> rows = new LinkedHashSet<>();
    private final Set<String> places = new HashSet<>();

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
        for (MethodInfo method : methods(type, messages)) {
            if (method.declaringClass().equals(type)) {
                collect(type, method, messages);
            }
        }
    }

    /** Quarkus fails without a message where a class above this one is missing. */
    private static Collection<MethodInfo> methods(ClassInfo type, Messages messages) {
        try {
            return type.methods();
        } catch (RuntimeException e) {
            messages.error(
                    "The scopes of " + type.name() + " cannot be read, because a class or interface above it is not"
                            + " on the class path. Add it, or exclude this bean with quarkus.arc.exclude-types");
            return List.of();
        }
    }

    private void collect(ClassInfo type, MethodInfo method, Messages messages) {
        String place = type.name() + "#" + method.name();
        if (DECLARATIONS.stream().anyMatch(declared -> method.hasAnnotation(declared.annotation()))
                && !places.add(place)) {
            messages.error(
                    "Two methods with a feature have the name " + place
                            + ", so the audit could not tell them apart: rename one; the annotation may keep the feature's name");
        }
        for (Declaration declared : DECLARATIONS) {
            if (method.hasAnnotation(declared.annotation())) {
                String scope = scope(method, declared.annotation(), place, messages);
                rows.add(RecordedRow.encode(declared.feature(), name(declared, method), scope, kind(method), place));
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

    private static String name(Declaration declared, MethodInfo method) {
        String name =
                method.annotation(declared.annotation()).member(declared.name()).asString();
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
