package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.DevIdp;
import dev.scopedgate.dev.DevelopmentSettings;
import dev.scopedgate.dev.StandInUrls;
import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Runs the stand-in authorization server beside {@code quarkus:dev} and the tests, unless another issuer is configured.
 * A live reload frees its port and binds it again.
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
class AuthorizationServerStart {

    private static final Logger LOG = Logger.getLogger(AuthorizationServerStart.class);

    private final Vertx vertx;
    private final ScopeTable table;
    private final DevelopmentSettings settings;
    private final DevIdp idp;
    private Optional<AuthorizationServer> running = Optional.empty();

    AuthorizationServerStart(Vertx vertx, ScopeTable table, DevelopmentSettings settings, DevIdp idp) {
        this.vertx = vertx;
        this.table = table;
        this.settings = settings;
        this.idp = idp;
    }

    /** Runs first, so that keys can be fetched at start-up. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (!idp.isTheIssuer()) {
            return;
        }
        if (table.scopes().isEmpty()) {
            LOG.warn("No tool has a scope yet, so no token can be issued: add a tool (README, Add a tool)");
            return;
        }
        var server = AuthorizationServer.listen(
                vertx,
                new AuthorizationServerSettings(
                        settings.devIdp().port(),
                        settings.resource().orElseThrow(),
                        table.scopes(),
                        settings.scopePrefix().orElse(""),
                        settings.scopePrefixInToken(),
                        LaunchMode.current() == LaunchMode.DEVELOPMENT
                                ? Optional.of(Path.of("target", "dev-idp.json"))
                                : Optional.empty(),
                        settings.devIdp().fetchLoopbackDocuments(),
                        settings.devIdp().tokens(),
                        table.rows().stream()
                                .filter(row -> row.kind() == Kind.read)
                                .map(Row::scope)
                                .distinct()
                                .toList(),
                        table.rows().stream()
                                .collect(Collectors.groupingBy(
                                        Row::scope,
                                        Collectors.mapping(
                                                row -> "%s (%s)".formatted(row.label(), row.kind()),
                                                Collectors.joining(", "))))));
        running = Optional.of(await(server.recover(e -> Future.failedFuture(new IllegalStateException(
                "the stand-in authorization server cannot listen: give it another port with scoped-gate.dev-idp.port",
                e)))));
        String issuer = running.get().issuer();
        LOG.infof(
                "Stand-in authorization server for development, checks no password: %s%nTokens to paste, by scope: %s",
                issuer,
                table.scopes().stream()
                        .map(scope -> "%n  %-24s%s".formatted(scope, StandInUrls.token(issuer, scope)))
                        .collect(Collectors.joining()));
    }

    void stop(@Observes ShutdownEvent event) {
        running.map(AuthorizationServer::close).ifPresent(AuthorizationServerStart::await);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
