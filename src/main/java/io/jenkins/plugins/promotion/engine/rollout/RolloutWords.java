package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rollout as people write it, each {@code null} where they write nothing.
 *
 * @param strategy {@code canary}, {@code rolling} or {@code blueGreen}
 * @param steps such as {@code 5,25,50,100}; not for {@code blueGreen}
 * @param bake such as {@code 10m}, or one for each step: {@code 30m,10m,10m,0s}
 * @param interval such as {@code 1m}
 * @param analysis the name of an analysis
 * @param onInconclusive {@code pause}, {@code fail} or {@code pass}
 */
public record RolloutWords(
        String strategy, String steps, String bake, String interval, String analysis, String onInconclusive) {
    /** The strategy where none is written. */
    public static final Strategy STRATEGY = Strategy.CANARY;
    /** The steps where none are written. */
    public static final String STEPS = "5,25,50,100";
    /** The bake where none is written. */
    public static final String BAKE = "5m";
    /** The interval where none is written. */
    public static final String INTERVAL = "1m";
    /** What follows where nothing is written. */
    public static final OnInconclusive ON_INCONCLUSIVE = OnInconclusive.PAUSE;

    private static final Pattern WEIGHT = Pattern.compile("(\\d{1,3})\\s*%?");
    private static final List<Phase> PHASES = List.of(Phase.PREPARE, Phase.VERIFY, Phase.SWITCH, Phase.RETIRE);

    /**
     * The plan that the words make.
     *
     * @throws InvalidValueException naming the field, the value and what is allowed
     */
    public RolloutPlan plan() {
        Strategy by = parsedStrategy();
        List<Step> planned = by == Strategy.BLUE_GREEN ? phases() : weights();
        return new RolloutPlan(by, planned, parsedInterval(), analysis, parsedOnInconclusive());
    }

    private Strategy parsedStrategy() {
        return oneOf("strategy", strategy, Strategy.values(), Strategy::word, STRATEGY);
    }

    private OnInconclusive parsedOnInconclusive() {
        return oneOf("onInconclusive", onInconclusive, OnInconclusive.values(), OnInconclusive::word, ON_INCONCLUSIVE);
    }

    private Duration parsedInterval() {
        return DurationText.parse("interval", isBlank(interval) ? INTERVAL : interval);
    }

    private List<Step> weights() {
        List<Integer> weights = new ArrayList<>();
        for (String word : words(isBlank(steps) ? STEPS : steps)) {
            Matcher matcher = WEIGHT.matcher(word);
            if (!matcher.matches()) {
                throw new InvalidValueException(
                        "steps", steps, "it takes weights from 1 to 100 with commas between, such as 5,25,50,100");
            }
            weights.add(Integer.parseInt(matcher.group(1)));
        }
        if (weights.get(weights.size() - 1) < RolloutPlan.ALL) {
            weights.add(RolloutPlan.ALL);
        }
        // One time is for every step that leaves something to wait for: not for the last, where nothing follows.
        List<Duration> bakes = bakes(weights.size(), step -> step < weights.size());
        List<Step> planned = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            planned.add(new Step(weights.get(i), Phase.SHIFT, bakes.get(i)));
        }
        return planned;
    }

    private List<Step> phases() {
        if (!isBlank(steps)) {
            throw new InvalidValueException(
                    "steps", steps, "blueGreen has the phases prepare, verify, switch and retire, and no weights");
        }
        // One time is for the switch: until the release before is retired, going back is quick.
        List<Duration> bakes = bakes(PHASES.size(), step -> PHASES.get(step - 1) == Phase.SWITCH);
        List<Step> planned = new ArrayList<>();
        for (int i = 0; i < PHASES.size(); i++) {
            Phase phase = PHASES.get(i);
            boolean live = phase == Phase.SWITCH || phase == Phase.RETIRE;
            planned.add(new Step(live ? RolloutPlan.ALL : 0, phase, bakes.get(i)));
        }
        return planned;
    }

    private List<Duration> bakes(int number, IntPredicate waits) {
        List<Duration> given = words(isBlank(bake) ? BAKE : bake).stream()
                .map(word -> DurationText.parse("bake", word))
                .toList();
        List<Duration> bakes = new ArrayList<>();
        for (int step = 1; step <= number; step++) {
            if (given.size() == 1) {
                bakes.add(waits.test(step) ? given.get(0) : Duration.ZERO);
            } else if (given.size() == number || given.size() == number - 1) {
                bakes.add(step <= given.size() ? given.get(step - 1) : Duration.ZERO);
            } else {
                throw new InvalidValueException(
                        "bake", bake, "it takes one time, or one for each of the " + number + " steps");
            }
        }
        return bakes;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static <E> E oneOf(String field, String text, E[] values, Function<E, String> word, E otherwise) {
        return isBlank(text) ? otherwise : RolloutPlan.byWord(field, text, values, word);
    }
}
