package dev.scopedgate.oauth.signatures;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.util.Optional;

/**
 * The library AmazonCorrettoCryptoProvider, if it can be used here. It is never registered with the JVM, so nothing but
 * the verification of signatures changes.
 *
 * @param provider empty if it cannot be used
 * @param explanation what verifies signatures, for the log: the library with its version, or the JDK and why
 */
public record CorrettoLibrary(Optional<Provider> provider, String explanation) {

    static final String NAME = "AmazonCorrettoCryptoProvider";

    /** Joined at run time: a constant would make native-image add the class and start its library in the build. */
    private static final String TYPE = String.join(".", "com", "amazon", "corretto", "crypto", "provider", NAME);

    /** Set by GraalVM in a native executable, where no library can be added. */
    private static final String NATIVE_EXECUTABLE = "org.graalvm.nativeimage.imagecode";

    static CorrettoLibrary load() {
        if (System.getProperty(NATIVE_EXECUTABLE) != null) {
            return unusable("is not part of a native executable");
        }
        try {
            // by name: the library is optional, and exists for some platforms only
            Class<?> type = Class.forName(TYPE, true, CorrettoLibrary.class.getClassLoader());
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            type.getMethod("assertHealthy").invoke(provider);
            return new CorrettoLibrary(Optional.of(provider), provider.getInfo());
        } catch (ClassNotFoundException e) {
            return unusable("is not on the class path");
        } catch (InvocationTargetException e) {
            return unusable("cannot be used: " + root(e.getCause()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return unusable("cannot be used: " + root(e));
        }
    }

    private static CorrettoLibrary unusable(String reason) {
        return new CorrettoLibrary(Optional.empty(), "the JDK: " + NAME + " " + reason);
    }

    /** The first cause, such as a folder that cannot be written or an unsatisfied link, in one line. */
    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
