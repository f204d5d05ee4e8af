/**
 * The judge of Kayenta ({@code NetflixACAJudge-v1.0}), its semantics as they were observed, bugs included, so that people
 * who come from it find the verdicts they know. Nothing here is advisable for a new analysis.
 */
package io.jenkins.plugins.promotion.engine.analysis.kayenta;
