package io.jenkins.plugins.promotion.engine.measure;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Lets a few questions be under way at a time, so that nobody's monitoring is overrun; the others wait without a thread. */
final class Turns {
    /** As many as a browser has connections to one server. */
    static final int AT_ONCE = 6;

    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free = AT_ONCE;

    Turns(Executor workers) {
        this.workers = workers;
    }

    /** Asks when it is its turn. */
    <T> CompletableFuture<T> take(Supplier<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable turn = () -> begin(question, answer);
        boolean now;
        synchronized (this) {
            now = free > 0;
            if (now) {
                free--;
            } else {
                waiting.add(turn);
            }
        }
        if (now) {
            workers.execute(turn);
        }
        return answer;
    }

    private <T> void begin(Supplier<CompletableFuture<T>> question, CompletableFuture<T> answer) {
        CompletableFuture<T> asked;
        try {
            asked = question.get();
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        asked.whenComplete((found, failure) -> {
            next();
            if (failure == null) {
                answer.complete(found);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private void next() {
        Runnable turn;
        synchronized (this) {
            turn = waiting.poll();
            if (turn == null) {
                free++;
            }
        }
        if (turn != null) {
            workers.execute(turn);
        }
    }
}
