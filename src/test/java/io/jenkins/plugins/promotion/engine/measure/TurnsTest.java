package io.jenkins.plugins.promotion.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(Runnable::run);
    private final List<CompletableFuture<Integer>> begun = new ArrayList<>();

    private CompletableFuture<Integer> question() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        begun.add(answer);
        return answer;
    }

    @Test
    void noMoreThanAFewQuestionsAreUnderWay() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(turns.take(this::question));
        }
        assertThat(begun).hasSize(Turns.AT_ONCE);

        for (int i = 0; i < 20; i++) {
            begun.get(i).complete(i);
            assertThat(begun).hasSize(Math.min(20, Turns.AT_ONCE + i + 1));
        }

        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void aQuestionThatFailsGivesItsTurnAway() {
        for (int i = 0; i < 3 * Turns.AT_ONCE; i++) {
            CompletableFuture<Integer> failed = turns.take(() -> {
                throw new IllegalStateException("no");
            });
            assertThatThrownBy(failed::join)
                    .isInstanceOf(CompletionException.class)
                    .hasMessageEndingWith("no");
        }

        turns.take(this::question);

        assertThat(begun).hasSize(1);
    }
}
