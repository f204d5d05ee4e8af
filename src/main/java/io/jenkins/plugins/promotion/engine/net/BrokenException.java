package io.jenkins.plugins.promotion.engine.net;

import java.io.IOException;

/** Ends an exchange with a fault that is known by name. */
final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    BrokenException(Fault fault, String reason) {
        super(reason);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
