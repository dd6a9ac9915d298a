package dev.scopedgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds a field by its name in whatever pieces and escapes it arrives, and nothing else. */
class FormFieldTest {

    private static boolean found(String form, int pieces) {
        FormField field = new FormField("access_token");
        Buffer whole = Buffer.buffer(form);
        boolean found = false;
        for (int at = 0; at < whole.length(); at += pieces) {
            found |= field.read(whole.getBuffer(at, Math.min(whole.length(), at + pieces)));
        }
        return found || field.end();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "access_token=x",
                "a=b&access_token=x",
                "a=b;access_token=x",
                "a&access_token",
                "access%5Ftoken=x",
                "%61%63cess_toke%6e=x&a=b",
                "a=%zz&access_token=x"
            })
    void isThere(String form) {
        for (int pieces = 1; pieces < 20; pieces++) {
            assertThat(found(form, pieces)).as("in pieces of %d", pieces).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "a=b",
                "a=access_token",
                "a=b=access_token=",
                "xaccess_token=x",
                "access_tokenx=x",
                "access_toke=n",
                "access_token%5=x",
                "access%255Ftoken=x",
                "access+token=x",
                "Access_Token=x",
                "a=&%access_token"
            })
    void isNotThere(String form) {
        for (int pieces = 1; pieces < 20; pieces++) {
            assertThat(found(form, pieces)).as("in pieces of %d", pieces).isFalse();
        }
    }
}
