package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent.RolloutStarted;
import io.jenkins.plugins.promotion.engine.slot.RolloutStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a release is to take over.
 *
 * @param strategy by what
 * @param steps 1 to {@value #MOST_STEPS}; the weights of a canary and of a rolling rollout rise strictly from 1 or more to
 *     100, a blue/green rollout has its four phases
 * @param interval from one look of the analysis to the next
 * @param analysis the name of the analysis, {@code null} for none
 * @param onInconclusive what follows when the analysis cannot say
 */
public record RolloutPlan(
        Strategy strategy, List<Step> steps, Duration interval, String analysis, OnInconclusive onInconclusive) {
    /** The whole of the traffic or of the instances, in per cent. */
    public static final int ALL = 100;
    /** The most steps of one rollout. */
    public static final int MOST_STEPS = 100;
    /** The longest time between two steps. */
    public static final Duration LONGEST_BAKE = Duration.ofDays(30);

    /**
     * One step.
     *
     * @param weight what the release has, in per cent
     * @param phase what the body is to do
     * @param bake how long this is to stand before the next step begins
     */
    public record Step(int weight, Phase phase, Duration bake) {}

    /** @throws InvalidValueException naming what is not allowed, and what is */
    public RolloutPlan {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(onInconclusive, "onInconclusive");
        steps = steps == null ? List.of() : List.copyOf(steps);
        analysis = analysis == null || analysis.isBlank() ? null : analysis.strip();
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new InvalidValueException("steps", steps.size() + " steps", "it takes 1 to " + MOST_STEPS);
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidValueException("interval", DurationText.format(interval), "it takes 1s to 1d");
        }
        if (strategy == Strategy.BLUE_GREEN) {
            phases(steps);
        } else {
            weights(steps);
        }
        for (Step step : steps) {
            if (step.bake().isNegative() || step.bake().compareTo(LONGEST_BAKE) > 0) {
                throw new InvalidValueException("bake", DurationText.format(step.bake()), "it takes 0s to 30d");
            }
        }
        boolean looks = false;
        for (Step step : steps) {
            looks |= looksAt(strategy, step);
        }
        if (analysis != null && !looks) {
            throw new InvalidValueException(
                    "analysis", analysis, "no step leaves it time to look: " + demanded(strategy) + " needs a bake");
        }
    }

    private static void weights(List<Step> steps) {
        int before = 0;
        for (Step step : steps) {
            if (step.weight() <= before || step.weight() > ALL || step.phase() != Phase.SHIFT) {
                throw new InvalidValueException(
                        "steps", written(steps), "it takes weights from 1 to 100, each higher than the one before");
            }
            before = step.weight();
        }
        if (before != ALL) {
            throw new InvalidValueException("steps", written(steps), "the last step is 100");
        }
    }

    private static void phases(List<Step> steps) {
        List<Phase> phases = steps.stream().map(Step::phase).toList();
        List<Integer> weights = steps.stream().map(Step::weight).toList();
        if (!phases.equals(List.of(Phase.PREPARE, Phase.VERIFY, Phase.SWITCH, Phase.RETIRE))
                || !weights.equals(List.of(0, 0, ALL, ALL))) {
            throw new InvalidValueException(
                    "steps", phases, "blueGreen has the phases prepare, verify, switch and retire");
        }
    }

    private static String written(List<Step> steps) {
        return steps.stream().map(step -> String.valueOf(step.weight())).collect(Collectors.joining(","));
    }

    private static String demanded(Strategy strategy) {
        return strategy == Strategy.BLUE_GREEN ? "the phase switch" : "a step below 100";
    }

    /**
     * Whether the analysis looks while this step bakes. Where the release has all of the traffic there is nothing to compare
     * it with; only after the switch of a blue/green rollout its own levels are worth a look.
     *
     * @param step counted from 1
     */
    public boolean looksAt(int step) {
        return analysis != null && looksAt(strategy, step(step));
    }

    private static boolean looksAt(Strategy strategy, Step step) {
        return !step.bake().isZero()
                && (strategy == Strategy.BLUE_GREEN ? step.phase() == Phase.SWITCH : step.weight() < ALL);
    }

    /**
     * A step by its number.
     *
     * @param step counted from 1
     */
    public Step step(int step) {
        return steps.get(step - 1);
    }

    /**
     * Which share of the traffic or of the instances the release is to have at a step, between 0 and 1.
     *
     * @param step counted from 1
     */
    public double share(int step) {
        return step(step).weight() / (double) ALL;
    }

    /**
     * How many looks there are when nothing is paused and nobody skips: one each interval of a bake, and one at its end. 0
     * without an analysis.
     */
    public int looks() {
        long looks = 0;
        for (int i = 1; i <= steps.size(); i++) {
            if (looksAt(i)) {
                Duration bake = step(i).bake();
                long whole = bake.dividedBy(interval);
                looks += interval.multipliedBy(whole).equals(bake) ? whole : whole + 1;
            }
        }
        return Math.toIntExact(Math.min(looks, Integer.MAX_VALUE));
    }

    /** In how many steps it is looked, and concluded at the end. */
    public int conclusions() {
        return (int)
                IntStream.rangeClosed(1, steps.size()).filter(this::looksAt).count();
    }

    /** What the record keeps of it. */
    RolloutStarted started(PromotionId id, String rollout) {
        return new RolloutStarted(
                id,
                rollout,
                strategy.word(),
                steps.stream()
                        .map(step -> new RolloutStep(
                                step.weight(), step.phase().word(), step.bake().toSeconds()))
                        .toList(),
                interval.toSeconds(),
                analysis,
                onInconclusive.word());
    }

    /**
     * The plan of a rollout that is on record.
     *
     * @throws InvalidValueException when another version of this plugin wrote words that this one does not know
     */
    public static RolloutPlan of(RolloutStarted started) {
        return new RolloutPlan(
                byWord("strategy", started.strategy(), Strategy.values(), Strategy::word),
                started.steps().stream()
                        .map(step ->
                                new Step(step.weight(), Phase.of(step.phase()), Duration.ofSeconds(step.bakeSeconds())))
                        .toList(),
                Duration.ofSeconds(started.intervalSeconds()),
                started.analysis(),
                byWord("onInconclusive", started.onInconclusive(), OnInconclusive.values(), OnInconclusive::word));
    }

    static <E> E byWord(String field, String text, E[] values, Function<E, String> word) {
        String given = text == null ? "" : text.strip();
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        field,
                        text,
                        "it takes "
                                + Arrays.stream(values)
                                        .map(word)
                                        .map(each -> "'" + each + "'")
                                        .collect(Collectors.joining(" or "))));
    }
}
