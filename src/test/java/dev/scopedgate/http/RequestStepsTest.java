package dev.scopedgate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.scopedgate.http.RequestSteps.Placed;
import dev.scopedgate.http.RequestSteps.Step;
import org.junit.jupiter.api.Test;

class RequestStepsTest {

    private static final Step STEP = (context, onwards) -> onwards.handle(context);

    private final RequestSteps steps = new RequestSteps();

    @Test
    void runsTheHighestPlaceFirst() {
        steps.register(STEP, 50);
        steps.register(STEP, 190);
        steps.register(STEP, 60);

        assertThat(steps.inOrder()).extracting(Placed::order).containsExactly(190, 60, 50);
    }

    @Test
    void refusesTwoStepsAtOnePlace() {
        steps.register(STEP, 50);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> steps.register(STEP, 50))
                .withMessageContaining("50");
    }
}
