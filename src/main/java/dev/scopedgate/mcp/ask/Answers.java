package dev.scopedgate.mcp.ask;

import java.util.Map;

/** The answers to several questions that were asked at once. */
public final class Answers {

    private final Map<Question<?>, Object> answers;

    Answers(Map<Question<?>, Object> answers) {
        this.answers = answers;
    }

    /** The answer to one of the questions. */
    @SuppressWarnings("unchecked") // Ask put it there from a question of that type
    public <A> A to(Question<A> question) {
        Object answer = answers.get(question);
        if (answer == null) {
            throw new IllegalArgumentException("this question was not asked: " + question.key());
        }
        return (A) answer;
    }
}
