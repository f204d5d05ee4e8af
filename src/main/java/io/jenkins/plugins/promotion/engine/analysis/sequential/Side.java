package io.jenkins.plugins.promotion.engine.analysis.sequential;

/** Towards which side the canary differs from what the null hypothesis allows. */
public enum Side {
    /** The canary is higher. */
    UP(1),
    /** The canary is lower. */
    DOWN(-1);

    private final int sign;

    Side(int sign) {
        this.sign = sign;
    }

    /** 1 or -1. */
    public int sign() {
        return sign;
    }

    /** The other one. */
    public Side opposite() {
        return this == UP ? DOWN : UP;
    }
}
