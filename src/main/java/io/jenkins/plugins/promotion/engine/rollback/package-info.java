/** Where a rollback would go, what it would take away, and why it cannot go elsewhere. */
package io.jenkins.plugins.promotion.engine.rollback;
