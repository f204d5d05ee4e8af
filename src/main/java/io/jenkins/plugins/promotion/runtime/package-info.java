/** Runs the engine in Jenkins: slots of applications, wake-ups, and what becomes of promotions whose build is gone. */
package io.jenkins.plugins.promotion.runtime;
