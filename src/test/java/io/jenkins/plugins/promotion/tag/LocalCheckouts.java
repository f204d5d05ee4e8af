package io.jenkins.plugins.promotion.tag;

import hudson.plugins.git.GitSCM;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets builds check out what is on the disk of the controller, as long as a test runs. */
public final class LocalCheckouts implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        GitSCM.ALLOW_LOCAL_CHECKOUT = false;
    }
}
