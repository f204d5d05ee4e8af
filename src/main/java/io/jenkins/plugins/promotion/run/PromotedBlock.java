package io.jenkins.plugins.promotion.run;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * A block of a Pipeline that is the deployment of a promotion written on its own line: the promotion holds its slot until
 * the block ends. Persisted with the build.
 */
public final class PromotedBlock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PromotionReference promotion;
    private final long token;
    private final String startNode;
    private final TreeMap<String, String> variables;

    /**
     * @param promotion what holds the slot
     * @param token the token of this deployment
     * @param startNode the id of the node at which the block starts
     * @param variables what steps in the block see
     */
    public PromotedBlock(PromotionReference promotion, long token, String startNode, Map<String, String> variables) {
        this.promotion = promotion;
        this.token = token;
        this.startNode = startNode;
        this.variables = new TreeMap<>(variables);
    }

    /** What holds the slot. */
    public PromotionReference promotion() {
        return promotion;
    }

    /** The token of the deployment. */
    public long token() {
        return token;
    }

    /** The id of the node at which the block starts. */
    public String startNode() {
        return startNode;
    }

    /** What steps in the block see. */
    public Map<String, String> variables() {
        return new TreeMap<>(variables);
    }
}
