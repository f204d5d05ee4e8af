package io.jenkins.plugins.promotion.run;

import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;

/**
 * The promotions that a build has asked for, in order. It keeps their ids; what became of them is in the ledger, which
 * outlives the build. Safe for use by several threads.
 */
public final class PromotionRunAction implements RunAction2 {
    private final List<PromotionReference> promotions = new ArrayList<>();
    private final List<PromotedBlock> blocks = new ArrayList<>();
    private transient Run<?, ?> run;

    /** The one of a build, made with the first promotion. */
    public static PromotionRunAction of(Run<?, ?> run) {
        synchronized (run) {
            PromotionRunAction action = run.getAction(PromotionRunAction.class);
            if (action == null) {
                action = new PromotionRunAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * Remembers a promotion. Asking twice remembers it once.
     *
     * @throws IOException when the build cannot be saved
     */
    public void add(PromotionReference promotion) throws IOException {
        synchronized (this) {
            if (promotions.contains(promotion)) {
                return;
            }
            promotions.add(promotion);
        }
        run.save();
    }

    /**
     * Remembers the block that is the deployment of a promotion, in place of an earlier one of the same promotion.
     *
     * @throws IOException when the build cannot be saved
     */
    public void add(PromotedBlock block) throws IOException {
        synchronized (this) {
            blocks.removeIf(earlier -> earlier.promotion().equals(block.promotion()));
            blocks.add(block);
        }
        run.save();
    }

    /** The promotions, in the order in which they were asked for. */
    public synchronized List<PromotionReference> promotions() {
        return List.copyOf(promotions);
    }

    /** The blocks that are deployments. */
    public synchronized List<PromotedBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** The build. */
    public Run<?, ?> run() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loadedFrom) {
        run = loadedFrom;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Environments";
    }

    @Override
    public String getUrlName() {
        return "environments";
    }
}
