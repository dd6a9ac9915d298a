package dev.scopednotes.replicas;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.ProductionServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Routes requests to the replicas that report ready, as Kubernetes does with its endpoints. */
final class Endpoints implements AutoCloseable {

    private static final long EVERY_MILLIS = 500;

    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();
    private final List<ProductionServer> all;
    private final LoadBalancer balancer;
    private volatile List<ProductionServer> serving;

    Endpoints(List<ProductionServer> all, LoadBalancer balancer) {
        this.all = all;
        this.balancer = balancer;
        serving = List.copyOf(all);
        prober.scheduleWithFixedDelay(this::probe, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void probe() {
        List<ProductionServer> ready = all.stream().filter(Endpoints::isReady).toList();
        if (ready.isEmpty() || ready.equals(serving)) {
            return;
        }
        try {
            balancer.sendTo(ready);
            serving = ready;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReady(ProductionServer server) {
        try {
            return given().get(server.managementUri("/q/health/ready")).statusCode() == 200;
        } catch (Exception gone) {
            // RestAssured throws what the socket throws, declared or not
            return false;
        }
    }

    void awaitServing(ProductionServer server) {
        await().atMost(Duration.ofSeconds(90)).until(() -> serving.contains(server));
    }

    @Override
    public void close() {
        prober.shutdownNow();
    }
}
