package io.jenkins.plugins.promotion.engine.promotion;

/** Whoever goes another way than the rules do says why. */
final class Reasons {
    private Reasons() {}

    /** @throws NotPossibleException when there is no reason */
    static void demand(String reason, String otherwise) {
        if (reason == null || reason.isBlank()) {
            throw new NotPossibleException(otherwise);
        }
    }
}
