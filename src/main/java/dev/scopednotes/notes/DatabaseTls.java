package dev.scopednotes.notes;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the database's URL says of TLS, in libpq's words, so that both drivers verify the same: JDBC reads {@code sslmode}
 * and {@code sslrootcert} itself, the reactive one only the former.
 *
 * @param mode {@code sslmode}
 * @param rootCertificate {@code sslrootcert}, a file of certificates in PEM
 */
record DatabaseTls(Optional<String> mode, Optional<String> rootCertificate) {

    private static final String MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";
    private static final String VERIFY_FULL = "verify-full";

    /** Of a parameter that is there twice each driver may take another: the second is kept with the first, and is neither. */
    static DatabaseTls of(String url) {
        String query = Optional.ofNullable(URI.create(url).getQuery()).orElse("");
        return new DatabaseTls(parameter(query, MODE), parameter(query, ROOT_CERTIFICATE));
    }

    private static Optional<String> parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .reduce((first, second) -> first + "&" + second);
    }

    /** A certificate without verification, or verification without a certificate, is a check that would not take place. */
    List<String> problems() {
        if (Stream.of(mode, rootCertificate).flatMap(Optional::stream).anyMatch(value -> value.contains("&"))) {
            return List.of(DatabaseSettings.URL + ": sslmode and sslrootcert may each be there once");
        }
        boolean verifies = mode.filter(VERIFY_FULL::equals).isPresent();
        if (mode.isPresent() && mode.get().startsWith("verify-") && !verifies) {
            return List.of(DatabaseSettings.URL + ": of the modes that verify, sslmode must be " + VERIFY_FULL);
        }
        if (verifies != rootCertificate.isPresent()) {
            return List.of(DatabaseSettings.URL + ": sslmode=verify-full and sslrootcert go together, for example"
                    + " postgresql://host:5432/notes?sslmode=verify-full&sslrootcert=/run/database-ca/ca.crt");
        }
        return rootCertificate.filter(file -> !Files.isReadable(Path.of(file))).stream()
                .map(file -> DatabaseSettings.URL + ": sslrootcert must be a file that can be read")
                .toList();
    }

    void applyTo(PgConnectOptions options) {
        // it would go to the server as a parameter of the session, which refuses it
        options.getProperties().remove(ROOT_CERTIFICATE);
        rootCertificate.ifPresent(file -> options.setPemTrustOptions(new PemTrustOptions().addCertPath(file))
                .setHostnameVerificationAlgorithm("HTTPS"));
    }
}
