/** Verifying ledgers without touching them. */
package io.jenkins.plugins.promotion.commandline.audit;
