package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.Fault;

/** An answer that holds no numbers, and why. */
final class AnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    AnswerException(Fault fault, String reason) {
        super(reason);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    /** For what is not of the documented form. */
    static AnswerException form(String expected) {
        return new AnswerException(
                Fault.BAD_ANSWER, "The answer is not of the form that is documented: " + expected + ".");
    }
}
