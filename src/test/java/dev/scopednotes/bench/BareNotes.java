package dev.scopednotes.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A page of notes without gate, protocol engine and framework: a handler of Vert.x on the same driver, with the same
 * statement and the same response, byte by byte. It checks nothing. A process of its own.
 */
final class BareNotes extends AbstractVerticle {

    private static final JsonFactory JSON = new JsonFactory();
    private static final OffsetDateTime END_OF_TIME = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);

    private final int port;
    private final Pool pool;
    private final String statement;

    private BareNotes(int port, Pool pool, String statement) {
        this.port = port;
        this.pool = pool;
        this.statement = statement;
    }

    /** Arguments: the port, the URI of the database, the statement. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        // as many as Quarkus has
        int threads = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(threads));
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(20))
                .connectingTo(PgConnectOptions.fromUri(arguments[1]).setCachePreparedStatements(true))
                .using(vertx)
                .build();
        vertx.deployVerticle(
                        () -> new BareNotes(port, pool, arguments[2]), new DeploymentOptions().setInstances(threads))
                .onSuccess(deployed -> System.out.println("Listening on: http://127.0.0.1:" + port));
    }

    @Override
    public void start() {
        vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        request.body()
                .map(Buffer::toJsonObject)
                .compose(call -> read(call.getJsonObject("params").getJsonObject("arguments"))
                        .map(rows -> encode(call.getValue("id"), rows)))
                .onSuccess(answer -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(answer))
                .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
    }

    private io.vertx.core.Future<RowSet<Row>> read(JsonObject arguments) {
        int limit = arguments.getInteger("limit", 50);
        return pool.preparedQuery(statement)
                .execute(Tuple.of(arguments.getString("user_id"), END_OF_TIME, Long.MAX_VALUE, limit + 1, 1_000_000));
    }

    private static Buffer encode(Object id, RowSet<Row> rows) {
        try {
            String page = page(rows);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 * page.length());
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                json.writeStringField("jsonrpc", "2.0");
                json.writeFieldName("id");
                json.writeNumber(((Number) id).longValue());
                json.writeObjectFieldStart("result");
                json.writeBooleanField("isError", false);
                json.writeArrayFieldStart("content");
                json.writeStartObject();
                json.writeStringField("text", page);
                json.writeStringField("type", "text");
                json.writeEndObject();
                json.writeEndArray();
                json.writeFieldName("structuredContent");
                json.writeRawValue(page);
                json.writeEndObject();
                json.writeEndObject();
            }
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(RowSet<Row> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("notes");
            for (Row row : rows) {
                json.writeStartObject();
                json.writeNumberField("id", row.getLong("id"));
                json.writeStringField("user_id", row.getString("user_id"));
                json.writeStringField("note", row.getString("note"));
                json.writeStringField(
                        "created_at",
                        row.getOffsetDateTime("created_at").toInstant().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
