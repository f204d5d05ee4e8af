/** The checks of gates as people write them: in Jenkinsfiles, in forms and in Configuration as Code. */
package io.jenkins.plugins.promotion.health;
