/** Where the ledgers of applications live in a Jenkins home, and the builds that they name. */
package io.jenkins.plugins.promotion.store;
