/**
 * Environments as administrators define them: for the whole controller, and on folders, which may add environments and
 * tighten inherited ones but never loosen them.
 */
package io.jenkins.plugins.promotion.config;
