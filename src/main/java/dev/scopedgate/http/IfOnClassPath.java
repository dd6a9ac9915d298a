package dev.scopedgate.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The annotated class is a bean only if the application has the class of that name: it uses an extension that the
 * library does not bring. Without it, the annotated class is never loaded ({@code gate.OptionalBeans}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface IfOnClassPath {

    String MICROMETER = "io.quarkus.micrometer.runtime.MicrometerRecorder";
    String OPENTELEMETRY = "io.quarkus.opentelemetry.runtime.OpenTelemetryUtil";
    String HEALTH = "io.smallrye.health.SmallRyeHealthReporter";

    /** The name of a class of the extension. */
    String value();
}
