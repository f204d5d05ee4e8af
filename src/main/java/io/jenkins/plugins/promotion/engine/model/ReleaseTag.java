package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A tag that a release gets in its Git repository once it is verified in an environment.
 *
 * @param name with the placeholders {@code {application}}, {@code {environment}}, {@code {version}}, {@code {promotion}} and
 *     {@code {build}}
 * @param repository where, {@code null} for the one from which the build has checked out the commit. No password is in it
 * @param credentialsId of the credentials to push with, {@code null} for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReleaseTag(String name, String repository, String credentialsId) {
    /** What a name has where nothing is said. */
    public static final String DEFAULT_NAME = "{application}-{environment}-{version}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final int LONGEST = 1000;
    private static final Pattern PASSWORD = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://[^/@]*:[^/@]*@.*");

    /**
     * @throws InvalidValueException when the name cannot be the name of a tag whatever the release is, would be the same for
     *     every release, or the repository is none that can be written down
     */
    public ReleaseTag {
        name = name == null || name.isBlank() ? DEFAULT_NAME : name.strip();
        checkName(name);
        repository = repository == null || repository.isBlank() ? null : repository(repository.strip());
        credentialsId = credentialsId == null || credentialsId.isBlank()
                ? null
                : Text.line("credentialsId", credentialsId.strip(), LONGEST);
    }

    private static void checkName(String name) {
        Map<String, String> samples = new LinkedHashMap<>();
        for (String placeholder : values("a", "b", "c", "d", "e").keySet()) {
            samples.put(placeholder, "x");
        }
        Matcher placeholders = PLACEHOLDER.matcher(name);
        boolean differs = false;
        while (placeholders.find()) {
            if (!samples.containsKey(placeholders.group(1))) {
                throw new InvalidValueException(
                        "tag",
                        name,
                        "there is no '{" + placeholders.group(1) + "}'; it takes "
                                + samples.keySet().stream()
                                        .map(known -> "{" + known + "}")
                                        .collect(Collectors.joining(", ")));
            }
            differs |= !placeholders.group(1).equals("application")
                    && !placeholders.group(1).equals("environment");
        }
        if (!differs) {
            throw new InvalidValueException(
                    "tag", name, "it takes {version}, {promotion} or {build}: else all releases had one tag");
        }
        String fault = GitTagName.fault(filled(name, samples));
        if (fault != null) {
            throw new InvalidValueException("tag", name, fault);
        }
    }

    /**
     * An address that may be recorded.
     *
     * @throws InvalidValueException when it is none: it has a password, is no line, or would be taken for an option
     */
    public static String repository(String address) {
        if (PASSWORD.matcher(address).matches()) {
            throw new InvalidValueException(
                    "repository", address.replaceAll("//[^@]*@", "//****@"), "a password belongs into credentials");
        }
        Text.line("repository", address, LONGEST);
        if (address.startsWith("-") || address.matches("(?i)[a-z0-9]+::.*")) {
            throw new InvalidValueException(
                    "repository", address, "it takes https://..., ssh://..., user@host:path or the like");
        }
        return address;
    }

    /**
     * The name of the tag of a release.
     *
     * @throws InvalidValueException when that is no name that Git takes, as for a version with a blank
     */
    public String name(ApplicationName application, PromotionId promotion, Release release) {
        String filled = filled(
                name,
                values(
                        application.value(),
                        promotion.environment().value(),
                        release.version(),
                        promotion.toString(),
                        Integer.toString(release.build().number())));
        String fault = GitTagName.fault(filled);
        if (fault != null) {
            throw new InvalidValueException("tag", filled, fault);
        }
        return filled;
    }

    private static Map<String, String> values(
            String application, String environment, String version, String promotion, String build) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("application", application);
        values.put("environment", environment);
        values.put("version", version);
        values.put("promotion", promotion);
        values.put("build", build);
        return values;
    }

    private static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }
}
