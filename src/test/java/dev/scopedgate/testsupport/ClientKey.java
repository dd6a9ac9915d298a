package dev.scopedgate.testsupport;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key and self-signed certificate of a client, made by keytool (RFC 8705 §2.2). */
public final class ClientKey {

    private static final char[] PASSWORD = ServerKeys.PASSWORD.toCharArray();

    private final KeyStore store;
    private final SSLContext context;

    private ClientKey(KeyStore store) throws GeneralSecurityException {
        this.store = store;
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        context = Sockets.context(keys.getKeyManagers());
    }

    public static ClientKey make(String name) throws Exception {
        Path file = Files.createTempDirectory("client-key").resolve("key.p12");
        ServerKeys.make(file, "client", name);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Files.delete(file);
        Files.delete(file.getParent());
        return new ClientKey(store);
    }

    /** Handshakes of one key may resume each other. */
    public SSLContext context() {
        return context;
    }

    public byte[] certificate() throws GeneralSecurityException {
        return store.getCertificate("client").getEncoded();
    }

    /** As {@code x5t#S256} (RFC 8705 §3.1). */
    public String thumbprint() throws GeneralSecurityException {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate()));
    }

    /** A token that is bound to this certificate. */
    public String token() throws GeneralSecurityException {
        return TokenForge.token("notes:read")
                .claim("cnf", Map.of("x5t#S256", thumbprint()))
                .sign();
    }

    /** The value of {@code Client-Cert} (RFC 9440 §2.2). */
    public String byteSequence() throws GeneralSecurityException {
        return ":" + Base64.getEncoder().encodeToString(certificate()) + ":";
    }

    /** As nginx writes it. */
    public String escapedPem() throws GeneralSecurityException {
        return URLEncoder.encode(pem(), StandardCharsets.US_ASCII).replace("+", "%20");
    }

    public String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate())
                + "\n-----END CERTIFICATE-----\n";
    }
}
