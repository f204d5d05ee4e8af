/** What can be learnt from what was recorded of past releases. */
package io.jenkins.plugins.promotion.engine.insight;
