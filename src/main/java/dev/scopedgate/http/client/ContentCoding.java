package dev.scopedgate.http.client;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Decodes a response body compressed with gzip or deflate to at most the allowed size: without Accept-Encoding a server
 * may send any coding (RFC 9110 §8.4.1, §12.5.3).
 */
public final class ContentCoding {

    private ContentCoding() {}

    /** Throws {@link IllegalStateException} with the reason if the body cannot be decoded or is too long. */
    public static Buffer decode(List<String> codings, Buffer content, int maxBytes, URI from) {
        String coding = String.join(",", codings).strip().toLowerCase(Locale.ROOT);
        if (coding.isEmpty() || coding.equals("identity")) {
            return content;
        }
        try (InputStream decoded = open(coding, content, from)) {
            byte[] bytes = decoded.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IllegalStateException("more than 1 MiB after decompression, from " + from);
            }
            return Buffer.buffer(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "content is not encoded as its Content-Encoding " + coding + " says, from " + from, e);
        }
    }

    private static InputStream open(String coding, Buffer content, URI from) throws IOException {
        InputStream encoded = new ByteArrayInputStream(content.getBytes());
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(encoded);
            case "deflate" -> new InflaterInputStream(encoded);
            default ->
                throw new IllegalStateException("Content-Encoding '" + ForeignText.shown(coding)
                        + "', which is neither gzip nor deflate, from " + from);
        };
    }
}
