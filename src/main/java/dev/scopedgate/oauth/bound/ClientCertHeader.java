package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.RefusedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of the one certificate in {@code Client-Cert}, or a refusal that names the fault (RFC 9440 §2.2). */
final class ClientCertHeader {

    static final String NAME = "Client-Cert";

    /** A certificate usually has 1 to 2 KiB. */
    private static final int MAX_LENGTH = 12 * 1024;

    /** A byte sequence without parameters (RFC 8941 §3.3.5). */
    private static final Pattern BYTE_SEQUENCE = Pattern.compile(":([A-Za-z0-9+/]+={0,2}):");

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN CERTIFICATE-----\\s*+([A-Za-z0-9+/][A-Za-z0-9+/\\s]*+={0,2}\\s*+)-----END CERTIFICATE-----\\s*+");

    private ClientCertHeader() {}

    /** Of one byte sequence in base64 between colons. */
    static Optional<byte[]> bytes(List<String> values) {
        return decoded(
                values,
                UnaryOperator.identity(),
                BYTE_SEQUENCE,
                "Client-Cert of the proxy is not one certificate in base64 between colons (RFC 9440 §2.2)");
    }

    /** Of one certificate in URL-encoded PEM. */
    static Optional<byte[]> ofPem(List<String> values) {
        return decoded(
                values,
                ClientCertHeader::percentDecoded,
                PEM,
                "Client-Cert of the proxy is not one certificate in URL-encoded PEM");
    }

    private static Optional<byte[]> decoded(
            List<String> values, UnaryOperator<String> decoding, Pattern form, String otherwise) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        require(values.size() == 1, "more than one Client-Cert header");
        require(values.get(0).length() <= MAX_LENGTH, "Client-Cert of the proxy is longer than 12 KiB");
        try {
            Matcher certificate = form.matcher(decoding.apply(values.get(0).strip()));
            require(certificate.matches(), otherwise);
            return Optional.of(Base64.getDecoder().decode(certificate.group(1).replaceAll("\\s", "")));
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException(new InvalidRequest(otherwise));
        }
    }

    /** Unlike in a form, a plus sign stands for itself. */
    private static String percentDecoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.US_ASCII);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new RefusedException(new InvalidRequest(otherwise));
        }
    }
}
