package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each command leads to in each state of a rollout with the steps 5, 50 and 100, ten minutes each, and an analysis.
 *
 * <p>A cell lists the events; {@code -} is no event and no error, {@code !} is "not possible". STOPPING is: sent back while
 * the body for 50 runs. ASKING is: inconclusive at the end of the first step.
 */
class RolloutTransitionTableTest {
    private enum State {
        MOVING,
        BAKING,
        PAUSED,
        ASKING,
        STOPPING,
        GOING_BACK,
        OVER
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # command              | MOVING  | BAKING             | PAUSED             | ASKING             | STOPPING | GOING BACK      | OVER
            body succeeds          | set     | -                  | -                  | -                  | set >0   | set ABORTED:0   | -
            body fails             | set >0  | -                  | -                  | -                  | set >0   | set ABORTED:?   | -
            body of an earlier run | -       | -                  | -                  | -                  | -        | -               | -
            advance                | -       | -                  | -                  | -                  | -        | -               | -
            advance at the end     | -       | -                  | -                  | -                  | -        | -               | -
            look: go on            | -       | looked             | looked             | looked             | -        | -               | -
            look: go on, at the end | -      | looked >50         | looked             | looked             | -        | -               | -
            look: cannot say, at the end | - | looked paused      | looked             | looked             | -        | -               | -
            look: harm             | -       | looked >0          | looked >0          | looked >0          | -        | -               | -
            look: early pass       | -       | looked >50         | looked             | looked             | -        | -               | -
            pause                  | paused  | paused             | !                  | !                  | !        | !               | !
            resume                 | !       | !                  | resumed            | resumed >50        | !        | !               | !
            skip                   | !       | skipped >50        | skipped >50        | skipped >50        | !        | !               | !
            back                   | back    | back >0            | back >0            | back >0            | !        | !               | !
            back without a reason  | !       | !                  | !                  | !                  | !        | !               | !
            stop                   | back    | back >0            | back >0            | back >0            | -        | -               | -
            start again            | -       | -                  | -                  | -                  | -        | -               | -
            """)
    void everyCommandInEveryState(
            String command,
            String moving,
            String baking,
            String paused,
            String asking,
            String stopping,
            String goingBack,
            String over) {
        List<String> cells = List.of(moving, baking, paused, asking, stopping, goingBack, over);
        for (State state : State.values()) {
            assertThat(cell(command, state)).as(command + " while " + state).isEqualTo(cells.get(state.ordinal()));
        }
    }

    private static Rollout reach(State state) {
        Rollout rollout = Rollout.analysed("5,50,100", "10m", null);
        if (state == State.MOVING) {
            return rollout;
        }
        rollout.sets();
        switch (state) {
            case PAUSED -> rollout.pause();
            case ASKING -> rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.INCONCLUSIVE);
            case STOPPING -> {
                rollout.skip();
                rollout.back();
            }
            case GOING_BACK -> rollout.back();
            case OVER -> {
                rollout.back();
                rollout.sets();
            }
            default -> {}
        }
        return rollout;
    }

    private static String cell(String command, State state) {
        Rollout rollout = reach(state);
        return switch (command) {
            case "body succeeds" -> events(rollout::sets);
            case "body fails" -> events(() -> rollout.body("exit code 1"));
            case "body of an earlier run" ->
                events(() -> rollout.handle(new RolloutCommand.BodyEnded(rollout.id, Rollout.NAME, 1, null)));
            case "advance" -> events(rollout::advance);
            case "advance at the end" -> events(() -> rollout.passes("10M").advance());
            case "look: go on" -> events(() -> rollout.passes("1M").looks(Outcome.CONTINUE, Outcome.PASS));
            case "look: go on, at the end" -> events(() -> rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.PASS));
            case "look: cannot say, at the end" ->
                events(() -> rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.ERROR));
            case "look: harm" -> events(() -> rollout.passes("1M").looks(Outcome.FAIL));
            case "look: early pass" -> events(() -> rollout.passes("1M").looks(Outcome.PASS));
            case "pause" -> events(rollout::pause);
            case "resume" -> events(rollout::resume);
            case "skip" -> events(rollout::skip);
            case "back" -> events(rollout::back);
            case "back without a reason" ->
                events(() -> rollout.handle(new RolloutCommand.Back(rollout.id, Rollout.NAME, ADA, null)));
            case "stop" -> events(rollout::stop);
            case "start again" ->
                events(() -> rollout.handle(new RolloutCommand.Start(
                        rollout.id,
                        Rollout.NAME,
                        RolloutPlan.of(rollout.record().started()))));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private interface Told {
        List<SlotEvent> by();
    }

    private static String events(Told told) {
        try {
            List<SlotEvent> events = told.by();
            return events.isEmpty()
                    ? "-"
                    : events.stream().map(RolloutTransitionTableTest::word).collect(Collectors.joining(" "));
        } catch (NotPossibleException e) {
            assertThat(e.getMessage()).matches("(?s).*[.?]");
            return "!";
        }
    }

    private static String word(SlotEvent event) {
        if (event instanceof RolloutEvent.WeightIntended intended) {
            return ">" + intended.weight();
        } else if (event instanceof RolloutEvent.WeightSet) {
            return "set";
        } else if (event instanceof RolloutEvent.RolloutPaused) {
            return "paused";
        } else if (event instanceof RolloutEvent.RolloutResumed) {
            return "resumed";
        } else if (event instanceof RolloutEvent.StepSkipped) {
            return "skipped";
        } else if (event instanceof RolloutEvent.RolloutSentBack) {
            return "back";
        } else if (event instanceof RolloutEvent.RolloutLooked) {
            return "looked";
        } else if (event instanceof RolloutEvent.RolloutEnded ended) {
            return ended.outcome() + ":" + (ended.weight() == null ? "?" : ended.weight());
        }
        throw new IllegalArgumentException(event.toString());
    }
}
