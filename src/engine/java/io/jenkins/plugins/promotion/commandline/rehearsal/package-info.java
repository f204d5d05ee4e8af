/** Playing a release through the engine, with real ledgers and a real service for each environment. */
package io.jenkins.plugins.promotion.commandline.rehearsal;
