package dev.scopedgate.gate.build;

import dev.scopedgate.http.IfOnClassPath;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/** Removes the beans that use an extension which the application does not have. */
public final class OptionalBeans implements BuildCompatibleExtension {

    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = IfOnClassPath.class)
    public void removeUnusable(ClassConfig type) {
        String needed =
                type.info().annotation(IfOnClassPath.class).member("value").asString();
        if (!isPresent(needed)) {
            type.addAnnotation(Vetoed.class);
        }
    }

    static boolean isPresent(String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
