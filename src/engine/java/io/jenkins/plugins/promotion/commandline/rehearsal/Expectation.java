package io.jenkins.plugins.promotion.commandline.rehearsal;

/**
 * What a step is expected to lead to.
 *
 * @param result how it ends, {@code null} when any end will do
 * @param because a part of the reason that must be given, {@code null} when any reason will do
 */
record Expectation(Result result, String because) {
    static final Expectation NOTHING = new Expectation(null, null);

    boolean asksNothing() {
        return result == null && because == null;
    }

    boolean isMetBy(Happened happened) {
        return (result == null || result == happened.result())
                && (because == null || happened.reasons().contains(because));
    }

    @Override
    public String toString() {
        String word = result == null ? "any result" : result.word();
        return because == null ? word : word + " because '" + because + "'";
    }

    /**
     * What a step led to.
     *
     * @param result how it ended
     * @param reasons all the reasons that were given, empty for none
     */
    record Happened(Result result, String reasons) {
        @Override
        public String toString() {
            return reasons.isEmpty() ? result.word() : result.word() + " because '" + reasons + "'";
        }
    }
}
