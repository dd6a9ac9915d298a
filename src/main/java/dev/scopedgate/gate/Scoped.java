package dev.scopedgate.gate;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The OAuth scope that an access token must contain before the annotated method runs. Without it, the method does not
 * run and the caller gets 403 {@code insufficient_scope} (RFC 6750 §3.1).
 *
 * <p>Required on every {@code @Tool}, {@code @Resource}, {@code @ResourceTemplate}, {@code @Prompt} and completion
 * method; without it the build fails. The type target is for the interceptor only. On any other class the build fails,
 * because a scope away from its method is easily overlooked.
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Scoped {

    /** One scope-token (RFC 6749 §3.3), for example {@code notes:read}. */
    @Nonbinding
    String value();
}
