package dev.scopedgate.gate;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The one OAuth scope that an access token must literally carry before the annotated method runs; without it the method
 * does not run and the caller is answered 403 {@code insufficient_scope} (RFC 6750 §3.1).
 *
 * <p>It goes on every {@code @Tool}, {@code @Resource}, {@code @ResourceTemplate}, {@code @Prompt} and completion
 * method, and the build fails where it is absent. The type target exists for the interceptor alone: on any other class
 * the build fails, because a scope that is not written beside the tool is easily overlooked.
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Scoped {

    /** The scope, one scope-token as in RFC 6749 §3.3, for example {@code notes:read}. */
    @Nonbinding
    String value();
}
