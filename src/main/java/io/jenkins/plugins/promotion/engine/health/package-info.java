/**
 * Gates: conditions that must hold over time. What is checked, what has been read, and the machine that leads from
 * readings to one verdict. Nothing here does I/O or reads a clock.
 */
package io.jenkins.plugins.promotion.engine.health;
