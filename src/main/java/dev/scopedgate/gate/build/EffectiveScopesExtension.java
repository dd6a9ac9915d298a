package dev.scopedgate.gate.build;

import dev.scopedgate.gate.Scoped;
import io.quarkiverse.mcp.server.Tool;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Fails the build if a {@link Scoped} would never be enforced: on a method without a body, of an interface, a private
 * one, or of a class that is no bean, or if a bean overrides the method without it (Jakarta Interceptors, method-level
 * bindings are not inherited by an overriding method).
 */
public final class EffectiveScopesExtension implements BuildCompatibleExtension {

    /** A class with one of these annotations is a bean, unless this build or the application leaves it out. */
    private static final List<String> CONDITIONS = List.of(
            "jakarta.inject.Singleton",
            "jakarta.enterprise.context.",
            "jakarta.enterprise.inject.Vetoed",
            "jakarta.enterprise.inject.Alternative",
            "io.quarkus.arc.profile.",
            "io.quarkus.arc.properties.",
            "io.quarkus.arc.lookup.",
            "dev.scopedgate.http.IfOnClassPath");

    private final Set<String> classes = new TreeSet<>();
    private final Set<String> beans = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Reads each class that has the annotation on a method of its own. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Scoped.class)
    public void annotated(ClassConfig config) {
        ClassInfo type = config.info();
        for (MethodInfo method : scoped(type)) {
            if (type.isInterface() || method.isAbstract()) {
                problems.add("@Scoped on " + place(method) + " protects nothing, because a class implements the method:"
                        + " put it on the method of the class");
            } else if (Modifier.isPrivate(method.modifiers())) {
                problems.add("@Scoped on " + place(method) + " protects nothing, because the method is private: make it"
                        + " package-private");
            } else if (!method.isStatic() && !type.isAbstract() && isPlain(type) && !isFeature(method)) {
                classes.add(type.name());
            }
        }
    }

    private static List<MethodInfo> scoped(ClassInfo type) {
        return declared(type)
                .filter(method -> method.hasAnnotation(Scoped.class))
                .toList();
    }

    private static Stream<MethodInfo> declared(ClassInfo type) {
        try {
            return type.methods().stream()
                    .filter(method -> method.declaringClass().name().equals(type.name()));
        } catch (RuntimeException e) {
            // a class above is missing: ScopeTableExtension fails the build, if it is a bean
            return Stream.empty();
        }
    }

    /** It runs only if the class is a bean, which may be excluded from a build. */
    private static boolean isFeature(MethodInfo method) {
        return method.annotations().stream()
                .anyMatch(annotation -> annotation.name().startsWith(Tool.class.getPackageName()));
    }

    private static boolean isPlain(ClassInfo type) {
        return type.annotations().stream()
                .map(annotation -> annotation.name())
                .noneMatch(name -> CONDITIONS.stream().anyMatch(name::startsWith));
    }

    /** Notes the class of each bean and those above it, and rejects overriding without the annotation. */
    @Registration(types = Object.class)
    public void bean(BeanInfo bean) {
        if (!bean.isClassBean()) {
            return;
        }
        List<MethodInfo> below = new ArrayList<>();
        for (ClassInfo type = bean.declaringClass(); type != null; type = type.superClassDeclaration()) {
            beans.add(type.name());
            for (MethodInfo method : scoped(type)) {
                below.stream()
                        .filter(other -> overrides(other, method) && !other.hasAnnotation(Scoped.class))
                        .findFirst()
                        .ifPresent(other -> problems.add(place(other) + " overrides a method with @Scoped and has none,"
                                + " so any caller could run it: add the @Scoped of " + place(method)));
            }
            declared(type).forEach(below::add);
        }
    }

    private static boolean overrides(MethodInfo below, MethodInfo above) {
        if (!below.name().equals(above.name())
                || below.isStatic()
                || below.parameters().size() != above.parameters().size()) {
            return false;
        }
        for (int i = 0; i < below.parameters().size(); i++) {
            Type parameter = above.parameters().get(i).type();
            Type other = below.parameters().get(i).type();
            // a type variable may stand for any other
            boolean comparable = parameter.isClass() || parameter.isPrimitive() || parameter.isParameterizedType();
            if (comparable && !erasure(parameter).equals(erasure(other))) {
                return false;
            }
        }
        return true;
    }

    private static Object erasure(Type type) {
        return type.isParameterizedType()
                ? type.asParameterizedType().declaration().name()
                : type.isClass() ? type.asClass().declaration().name() : type;
    }

    private static String place(MethodInfo method) {
        return method.declaringClass().name() + "#" + method.name();
    }

    @Validation
    public void report(Messages messages) {
        problems.stream().distinct().forEach(messages::error);
        classes.stream()
                .filter(name -> !beans.contains(name))
                .forEach(
                        name -> messages.error(
                                "@Scoped in " + name + " protects nothing, because the class is no bean:"
                                        + " give it a scope, for example @Singleton, and inject it instead of calling its constructor"));
    }
}
