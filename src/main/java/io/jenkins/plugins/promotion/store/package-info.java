/** Where the ledgers of applications live in a Jenkins home. */
package io.jenkins.plugins.promotion.store;
