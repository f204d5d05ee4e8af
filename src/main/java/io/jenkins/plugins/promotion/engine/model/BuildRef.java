package io.jenkins.plugins.promotion.engine.model;

/**
 * A build, by the names that stay readable when it is gone.
 *
 * @param job the full name of its job at that time
 * @param number its number, from 1
 */
public record BuildRef(String job, int number) {
    /** @throws InvalidValueException when the job is empty or the number below 1 */
    public BuildRef {
        Text.line("job", job, 1000);
        if (number < 1) {
            throw new InvalidValueException("build number", number, "it counts from 1");
        }
    }

    @Override
    public String toString() {
        return job + " #" + number;
    }
}
