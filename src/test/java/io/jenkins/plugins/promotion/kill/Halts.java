package io.jenkins.plugins.promotion.kill;

import hudson.ExtensionList;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/** Ways to let the process of Jenkins end without any goodbye at one certain point, as {@code kill -9} would. */
final class Halts {
    static final int STATUS = 99;

    private Halts() {}

    private static void halt() {
        Runtime.getRuntime().halt(STATUS);
    }

    /** When a build is about to log a line with this text. */
    static void beforeLogging(String text) {
        ExtensionList.lookup(TaskListenerDecorator.Factory.class).add(0, new HaltingLogs(text));
    }

    /** When the body of a {@code promoteTo} begins: before its first step, and before the program is saved with it. */
    static void whenABodyBegins() {
        whenABodyBegins("promoteTo");
    }

    /** The same for the body of another step. */
    static void whenABodyBegins(String step) {
        ExtensionList.lookup(GraphListener.class).add(0, new HaltAtBody(step));
    }

    /** When a build for which somebody or something asked is in the queue, as the next start will find it there. */
    static void whenABuildIsQueued() {
        ExtensionList.lookup(QueueListener.class).add(0, new AtTheQueue(() -> {
            Queue.getInstance().save();
            halt();
        }));
    }

    /**
     * When a build logs a line with this text, of which nothing could be recorded since it came into the queue: the ledger of
     * staging is moved there, and a directory is in its place.
     */
    static void beforeLoggingUnrecorded(String text, Job<?, ?> job, Path aside) {
        Path ledger = Application.of(job).ledger(Promotions.STAGING);
        ExtensionList.lookup(QueueListener.class).add(0, new AtTheQueue(() -> {
            try {
                Files.move(ledger, aside);
                Files.createDirectory(ledger);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        beforeLogging(text);
    }

    /** When something about the application was recorded. */
    static void whenRecorded(Job<?, ?> job) {
        AttachedPromotions.get().attach(Application.of(job), PromotionId.parse("staging-9999"), Halts::halt);
    }

    /** Called while the queue is locked, by the thread that puts the build there. */
    private static final class AtTheQueue extends QueueListener {
        private final Runnable then;

        private AtTheQueue(Runnable then) {
            this.then = then;
        }

        @Override
        public void onEnterWaiting(Queue.WaitingItem item) {
            if (item.getAction(CarriedRequest.class) != null) {
                then.run();
            }
        }
    }

    private record HaltAtBody(String step) implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            if (node instanceof StepStartNode start
                    && start.isBody()
                    && step.equals(start.getDescriptor().getFunctionName())) {
                halt();
            }
        }
    }

    private record HaltingLogs(String text) implements TaskListenerDecorator.Factory {
        @Override
        public TaskListenerDecorator of(FlowExecutionOwner owner) {
            return new HaltingLog(text);
        }
    }

    private static final class HaltingLog extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        private final String text;

        private HaltingLog(String text) {
            this.text = text;
        }

        @Override
        public OutputStream decorate(OutputStream log) {
            return new LineTransformationOutputStream.Delegating(log) {
                @Override
                protected void eol(byte[] bytes, int length) throws IOException {
                    if (new String(bytes, 0, length, StandardCharsets.UTF_8).contains(text)) {
                        halt();
                    }
                    out.write(bytes, 0, length);
                }
            };
        }
    }
}
