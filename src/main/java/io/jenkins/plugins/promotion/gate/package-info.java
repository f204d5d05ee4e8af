/** The step {@code healthGate}: a gate of the engine in a running build, and what the page of the build shows of it. */
package io.jenkins.plugins.promotion.gate;
