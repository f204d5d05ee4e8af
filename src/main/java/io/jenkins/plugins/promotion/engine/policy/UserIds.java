package io.jenkins.plugins.promotion.engine.policy;

/**
 * When two ids mean the same user or the same group: the security realm decides, so ids are never compared otherwise.
 * Implementations answer at once and from any thread.
 */
public interface UserIds {
    /** The strategy of most realms: case does not count. */
    UserIds IGNORING_CASE = new UserIds() {
        @Override
        public boolean sameUser(String first, String second) {
            return first.equalsIgnoreCase(second);
        }

        @Override
        public boolean sameGroup(String first, String second) {
            return first.equalsIgnoreCase(second);
        }
    };

    /** Whether both ids mean one user. */
    boolean sameUser(String first, String second);

    /** Whether both names mean one group. */
    boolean sameGroup(String first, String second);
}
